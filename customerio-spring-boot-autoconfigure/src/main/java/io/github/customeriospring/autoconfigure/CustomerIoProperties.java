package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.layer.CustomerIoMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties of the Customer.io client.
 *
 * @param enabled Whether to configure the client. If not, there are no beans of it.
 * @param mode Whether calls reach Customer.io, or are only accepted.
 * @param siteId Site id of the Track API.
 * @param apiKey Key of the Track API.
 * @param appApiKey Key of the App API, needed for messages, broadcasts and queries.
 * @param region Region of the workspace.
 * @param track The Track API.
 * @param app The App API.
 * @param callTimeout How long a call of CustomerIoTemplate, which blocks, may take in
 * all: waiting and retries included.
 * @param connectTimeout How long connecting to one address may take.
 * @param responseTimeout How long a request may take from leaving to its whole answer,
 * and a download stand still.
 * @param extraHeaders Names of headers that leave although the application or its tracing
 * adds them, such as traceparent. Others that it adds to its web clients do not.
 * @param ssl TLS settings.
 * @param shutdownTimeout How long a shutdown waits for what is queued and for calls that
 * wait.
 */
@ConfigurationProperties("customerio")
record CustomerIoProperties(@DefaultValue("true") boolean enabled, @DefaultValue("live") CustomerIoMode mode,
		@Nullable String siteId, @Nullable String apiKey, @Nullable String appApiKey, @DefaultValue("us") Region region,
		@DefaultValue Track track, @DefaultValue App app, @DefaultValue("75s") Duration callTimeout,
		@DefaultValue("5s") Duration connectTimeout, @DefaultValue("10s") Duration responseTimeout,
		@DefaultValue List<String> extraHeaders, @DefaultValue Ssl ssl, @DefaultValue("20s") Duration shutdownTimeout) {

	/** Underscores are in the names of Compose, though not of the DNS. */
	private static final Pattern HOST = Pattern.compile("(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,9}))?");

	private static final int MAX_PORT = 65535;

	/** Less is a number whose unit was forgotten. */
	private static final Duration MIN_TIMEOUT = Duration.ofMillis(50);

	/** Some connectors count milliseconds in an integer, which ends at 24 days. */
	private static final Duration MAX_TIMEOUT = Duration.ofHours(24);

	CustomerIoProperties {
		checkTimeout("call-timeout", callTimeout);
		checkTimeout("connect-timeout", connectTimeout);
		checkTimeout("response-timeout", responseTimeout);
		if (!shutdownTimeout.isZero()) {
			checkTimeout("shutdown-timeout", shutdownTimeout);
		}
	}

	/** Refuses what would be lost or sent with each request. */
	private static @Nullable URI checkUrl(String name, @Nullable URI url) {
		if (url == null) {
			return null;
		}
		String key = "'customerio." + name + "'";
		String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
		String authority = (url.getRawAuthority() != null) ? url.getRawAuthority() : "";
		Matcher host = HOST.matcher(authority);
		Assert.isTrue(scheme.equals("http") || scheme.equals("https"), () -> key + " must be an http or https URL");
		// the rest of the value may hold a password
		Assert.isTrue(authority.indexOf('@') < 0,
				() -> key + " must not hold user information: the credentials have properties of their own");
		Assert.isTrue(host.matches(), () -> key + " must name a host in ASCII and, if any, a port, was '" + url + "'");
		String port = host.group(1);
		Assert.isTrue(port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT),
				() -> key + " must have a port from 1 to " + MAX_PORT + ", was '" + url + "'");
		Assert.isTrue(url.getRawQuery() == null && url.getRawFragment() == null,
				() -> key + " must have no query and no fragment, was '" + url + "'");
		Assert.isTrue(url.getRawPath().indexOf('%') < 0, () -> key + " must have no encoded path, was '" + url + "'");
		return scheme.equals(url.getScheme()) ? url : URI.create(scheme + url.toString().substring(scheme.length()));
	}

	private static void checkTimeout(String name, Duration timeout) {
		Assert.isTrue(timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
				() -> "'customerio." + name + "' must be from " + MIN_TIMEOUT.toMillis() + " milliseconds to "
						+ MAX_TIMEOUT.toHours() + " hours, was " + timeout
						+ "; a number without a unit counts milliseconds");
	}

	/**
	 * Describe the properties without the keys.
	 */
	@Override
	public String toString() {
		return "CustomerIoProperties[region=" + this.region + "]";
	}

	/**
	 * The Track API.
	 *
	 * @param url Base URL of the Track API, by default that of the region.
	 */
	record Track(@Nullable URI url) {

		Track {
			url = checkUrl("track.url", url);
		}

	}

	/**
	 * The App API.
	 *
	 * @param url Base URL of the App API, by default that of the region.
	 */
	record App(@Nullable URI url) {

		App {
			url = checkUrl("app.url", url);
		}

	}

	/**
	 * TLS settings.
	 *
	 * @param bundle Name of the SSL bundle to use.
	 */
	record Ssl(@Nullable String bundle) {

	}

}
