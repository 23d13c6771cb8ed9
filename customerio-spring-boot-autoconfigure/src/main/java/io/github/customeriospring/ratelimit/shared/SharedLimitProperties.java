package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * One limit for all instances of the application.
 *
 * @param enabled Whether all instances share the limits through the application's Redis
 * or Valkey.
 * @param timeout How long an answer of Redis may take. A permit is used within this time,
 * or not at all.
 * @param withoutRedis What is sent while Redis does not answer.
 * @param workspace Name of the workspace in Redis, by default the site id. Applications
 * without a site id that use several workspaces and one Redis need it.
 * @since 0.1.0
 */
@ConfigurationProperties("customerio.rate-limit.shared")
record SharedLimitProperties(@DefaultValue("false") boolean enabled, @DefaultValue("250ms") Duration timeout,
		@DefaultValue("share") WithoutRedis withoutRedis, @Nullable String workspace) {

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);

	private static final Duration MAX_TIMEOUT = Duration.ofSeconds(2);

	public SharedLimitProperties {
		Assert.isTrue(timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
				() -> "'timeout' must be from 10 milliseconds to 2 seconds, was " + timeout);
	}

	/**
	 * What is sent while Redis does not answer.
	 */
	enum WithoutRedis {

		/**
		 * This instance's part: the limit divided by the instances last seen. It starts
		 * when all earlier permits have ended.
		 */
		SHARE,

		/**
		 * Nothing.
		 */
		STOP

	}

}
