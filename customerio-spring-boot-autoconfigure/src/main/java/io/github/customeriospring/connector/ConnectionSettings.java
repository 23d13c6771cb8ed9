package io.github.customeriospring.connector;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the client connects, and for how long it waits.
 *
 * @param callTimeout how long a blocking call may take in all
 * @param connectTimeout how long connecting to one address may take
 * @param responseTimeout how long a request may take from leaving to its whole answer,
 * and a download stand still
 * @param sslBundle the name of the SSL bundle to use, or {@code null} for none
 * @since 0.1.0
 */
public record ConnectionSettings(Duration callTimeout, Duration connectTimeout, Duration responseTimeout,
		@Nullable String sslBundle) {

}
