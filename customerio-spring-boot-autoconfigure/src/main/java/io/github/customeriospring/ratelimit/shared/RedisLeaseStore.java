package io.github.customeriospring.ratelimit.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Runs the script in the application's Redis, over one connection of its own: commands
 * fail at once while that is down, and it is made again each fifth of a second. A
 * connection of the application would keep commands and send them later.
 */
final class RedisLeaseStore implements LeaseStore, DisposableBean {

	private static final Duration RECONNECT = Duration.ofMillis(200);

	private static final int KEYS = 2;

	/** The first argument of the script is the time, for tests. */
	private static final List<String> SERVER_TIME = List.of("0");

	private final RedisScript<?> script;

	private final ByteBuffer source;

	private final Function<Quota, List<String>> keys;

	private final boolean ownResources;

	private final ClientResources resources;

	private final LettuceConnectionFactory factory;

	private @Nullable ReactiveRedisConnection connection;

	private volatile boolean connected;

	/**
	 * Create a store.
	 * @param script the script
	 * @param keys the keys of a quota's state, all in one slot
	 * @param application the application's connections
	 */
	RedisLeaseStore(RedisScript<?> script, Function<Quota, List<String>> keys, LettuceConnectionFactory application) {
		this.script = script;
		this.source = bytes(script.getScriptAsString());
		this.keys = keys;
		ClientResources theirs = application.getClientConfiguration().getClientResources().orElse(null);
		this.ownResources = theirs == null;
		this.resources = ((theirs != null) ? theirs.mutate() : DefaultClientResources.builder())
			.reconnectDelay(Delay.constant(RECONNECT))
			.build();
		this.factory = new LettuceConnectionFactory(server(application), client(application));
		this.factory.setShareNativeConnection(false); // connects without blocking
		this.factory.afterPropertiesSet();
		this.factory.start();
	}

	private static RedisConfiguration server(LettuceConnectionFactory application) {
		return Stream
			.<@Nullable RedisConfiguration>of(application.getClusterConfiguration(),
					application.getSentinelConfiguration(), application.getSocketConfiguration())
			.filter((configuration) -> configuration != null)
			.findFirst()
			.orElse(application.getStandaloneConfiguration());
	}

	private LettuceClientConfiguration client(LettuceConnectionFactory application) {
		LettuceClientConfiguration theirs = application.getClientConfiguration();
		ClientOptions options = theirs.getClientOptions()
			.orElseGet(() -> application.isClusterAware() ? ClusterClientOptions.create() : ClientOptions.create());
		LettuceClientConfigurationBuilder builder = LettuceClientConfiguration.builder()
			.clientResources(this.resources)
			.clientOptions(options.mutate()
				.autoReconnect(true)
				.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
				.build())
			.commandTimeout(theirs.getCommandTimeout())
			.shutdownTimeout(theirs.getShutdownTimeout())
			.shutdownQuietPeriod(theirs.getShutdownQuietPeriod());
		theirs.getClientName().ifPresent(builder::clientName);
		theirs.getRedisCredentialsProviderFactory().ifPresent(builder::redisCredentialsProviderFactory);
		if (theirs.isUseSsl()) {
			LettuceClientConfiguration.LettuceSslClientConfigurationBuilder ssl = builder.useSsl()
				.verifyPeer(theirs.getVerifyMode());
			if (theirs.isStartTls()) {
				ssl.startTls();
			}
		}
		return builder.build();
	}

	@Override
	public Mono<List<Object>> call(Quota quota, List<String> arguments) {
		ByteBuffer[] all = Stream.of(this.keys.apply(quota), SERVER_TIME, arguments)
			.flatMap(List::stream)
			.map(RedisLeaseStore::bytes)
			.toArray(ByteBuffer[]::new);
		ReactiveRedisConnection connection = connection();
		return connection.scriptingCommands()
			.<Object>evalSha(this.script.getSha1(), ReturnType.MULTI, KEYS, duplicate(all))
			.onErrorResume(RedisLeaseStore::isUnknownScript,
					(ex) -> connection.scriptingCommands()
						.eval(this.source.duplicate(), ReturnType.MULTI, KEYS, duplicate(all)))
			.collectList()
			.map(RedisLeaseStore::flat)
			.doOnNext((reply) -> this.connected = true)
			.doOnError((ex) -> forget(connection));
	}

	private static ByteBuffer[] duplicate(ByteBuffer[] all) {
		return Stream.of(all).map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
	}

	/** After a restart the server knows no scripts. */
	private static boolean isUnknownScript(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof RedisNoScriptException) {
				return true;
			}
		}
		return false;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> flat(List<Object> reply) {
		return (reply.size() == 1 && reply.get(0) instanceof List<?> all) ? (List<Object>) all : reply;
	}

	private synchronized ReactiveRedisConnection connection() {
		ReactiveRedisConnection connection = this.connection;
		if (connection == null) {
			connection = this.factory.getReactiveConnection();
			this.connection = connection;
			this.connected = false;
		}
		return connection;
	}

	/** One that never was connected remembers that it failed; others connect again. */
	private synchronized void forget(ReactiveRedisConnection failed) {
		if (failed == this.connection && !this.connected) {
			this.connection = null;
			failed.closeLater().onErrorComplete().subscribe();
		}
	}

	private static ByteBuffer bytes(String text) {
		return StandardCharsets.UTF_8.encode(text);
	}

	@Override
	public void destroy() {
		this.factory.destroy();
		if (this.ownResources) {
			this.resources.shutdown();
		}
	}

}
