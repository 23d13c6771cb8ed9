package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties of the Customer.io client.
 *
 * @param enabled Whether to configure the client.
 * @param siteId Site id of the Track API.
 * @param apiKey Key of the Track API.
 * @param appApiKey Key of the App API, needed for messages, broadcasts and queries.
 * @param region Region of the workspace.
 * @param trackUrl Base URL of the Track API, by default that of the region.
 * @param appUrl Base URL of the App API, by default that of the region.
 * @param connectTimeout How long connecting to one address may take.
 * @param responseTimeout How long a request may take from leaving to its whole answer,
 * and a download stand still.
 * @param ssl TLS settings.
 * @param shutdownTimeout How long a shutdown waits for what is queued and for calls that
 * wait.
 * @since 0.1.0
 */
@ConfigurationProperties("customerio")
public record CustomerIoProperties(@DefaultValue("true") boolean enabled, @Nullable String siteId,
		@Nullable String apiKey, @Nullable String appApiKey, @DefaultValue("us") Region region, @Nullable URI trackUrl,
		@Nullable URI appUrl, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("10s") Duration responseTimeout, @DefaultValue Ssl ssl,
		@DefaultValue("20s") Duration shutdownTimeout) {

	public CustomerIoProperties {
		checkUrl("track-url", trackUrl);
		checkUrl("app-url", appUrl);
		checkTimeout("connect-timeout", connectTimeout);
		checkTimeout("response-timeout", responseTimeout);
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "'customerio.shutdown-timeout' must not be negative, was " + shutdownTimeout);
	}

	private static void checkUrl(String name, @Nullable URI url) {
		Assert.isTrue(url == null
				|| (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))),
				() -> "'customerio." + name + "' must be an http or https URL");
	}

	private static void checkTimeout(String name, Duration timeout) {
		Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0,
				() -> "'customerio." + name + "' must be positive, was " + timeout);
	}

	/**
	 * Describe the properties without the keys.
	 */
	@Override
	public String toString() {
		return "CustomerIoProperties[region=" + this.region + "]";
	}

	/**
	 * TLS settings.
	 *
	 * @param bundle Name of the SSL bundle to use.
	 */
	public record Ssl(@Nullable String bundle) {

	}

}
