package io.github.customeriospring.simulator;

import java.util.Map;

/**
 * A request as received.
 *
 * @param method the HTTP method
 * @param path the path, not decoded
 * @param query the query without the question mark, not decoded; empty if there is none
 * @param headers the headers by lower-case name. Several values of a header are joined
 * with ", ". The value of {@code authorization} is replaced with {@value #REDACTED}
 * @param body the body, read as UTF-8; empty if there is none
 * @param arrivalNanos when the request arrived, on the clock of {@link System#nanoTime()}
 * @param status the status of the response, 0 if there was no complete response
 * @since 0.1.0
 */
public record RecordedRequest(String method, String path, String query, Map<String, String> headers, String body,
		long arrivalNanos, int status) {

	/**
	 * Replaces the value of the {@code authorization} header.
	 */
	public static final String REDACTED = "<redacted>";

}
