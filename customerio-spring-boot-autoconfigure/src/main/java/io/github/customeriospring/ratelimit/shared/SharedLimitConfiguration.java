package io.github.customeriospring.ratelimit.shared;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

import io.github.customeriospring.Quota;
import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Makes limits whose permits are leased from the application's Redis or Valkey.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SharedLimitProperties.class)
@ImportRuntimeHints(SharedLimitConfiguration.ScriptHints.class)
public final class SharedLimitConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(SharedLimitConfiguration.class);

	private static final ClassPathResource SCRIPT = new ClassPathResource("lease.lua", SharedLimitConfiguration.class);

	/** Enough that no two workspaces in one Redis share a name. */
	private static final int NAME_BYTES = 8;

	@Bean
	@ConditionalOnMissingBean
	RedisLeaseStore customerIoLeaseStore(ObjectProvider<LettuceConnectionFactory> connections,
			CustomerIoConnectionDetails details, SharedLimitProperties properties, Environment environment) {
		LettuceConnectionFactory connection = connections.getIfAvailable();
		if (connection == null || environment.containsProperty("spring.data.redis.masterreplica.nodes[0]")) {
			throw new InvalidConfigurationPropertyValueException("customerio.rate-limit.shared.enabled", true,
					"It needs one server, a cluster or sentinels that Lettuce connects to: set 'spring.data.redis.url'"
							+ " or the like.");
		}
		return new RedisLeaseStore(RedisScript.of(SCRIPT), (quota) -> keys(quota, details, properties.workspace()),
				connection);
	}

	@Bean
	@ConditionalOnMissingBean
	PermitWindow.Factory customerIoSharedWindows(RedisLeaseStore store, SharedLimitProperties properties,
			Environment environment) {
		String name = name(environment.getProperty("HOSTNAME"));
		logger.info("Limits are shared through Redis, where this instance is {}", name);
		SharingLog log = new SharingLog(System::nanoTime);
		return (settings) -> new SharedWindow(settings, properties, store, name, log);
	}

	/** The host is for people; each process has another name. */
	private static String name(@Nullable String host) {
		String id = HexFormat.of().withUpperCase().toHexDigits(new SecureRandom().nextLong()).substring(0, NAME_BYTES);
		return (host == null || host.isBlank()) ? id : host.strip().replaceAll("[^\\w.-]", "_") + "-" + id;
	}

	/** The braces keep the keys of a quota in one slot of a cluster. */
	static List<String> keys(Quota quota, CustomerIoConnectionDetails details, @Nullable String workspace) {
		URI url = switch (quota.api()) {
			case TRACK -> details.getTrackUrl();
			case APP -> details.getAppUrl();
		};
		String name = (workspace != null) ? workspace : details.getSiteId();
		String prefix = "{customerio:" + hash(name + "\n" + url.getHost() + "\n" + url.getPort()) + ":" + quota.id()
				+ "}:";
		return List.of(prefix + "held", prefix + "state");
	}

	private static String hash(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** For native images. */
	static final class ScriptHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerResource(SCRIPT);
		}

	}

}
