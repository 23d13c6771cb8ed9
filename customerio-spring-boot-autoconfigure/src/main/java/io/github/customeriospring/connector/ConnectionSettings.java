package io.github.customeriospring.connector;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The settings for connections and their timeouts.
 *
 * @param callTimeout how long a blocking call may take in all
 * @param connectTimeout how long connecting to one address may take
 * @param responseTimeout how long the complete response may take after the request has
 * left, and how long a download may stall
 * @param sslBundle the name of the SSL bundle to use, or {@code null} for none
 * @param extraHeaders names of headers that may leave although the application adds them
 * @since 0.1.0
 */
public record ConnectionSettings(Duration callTimeout, Duration connectTimeout, Duration responseTimeout,
		@Nullable String sslBundle, List<String> extraHeaders) {

}
