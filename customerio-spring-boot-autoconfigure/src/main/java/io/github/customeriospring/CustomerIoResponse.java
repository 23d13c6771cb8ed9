package io.github.customeriospring;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * An answer of Customer.io to an accepted request.
 *
 * @param status the HTTP status, 200 to 299
 * @param headers the headers
 * @param body the body as it came, empty for none
 * @param quotaResetAfter how long the server has no more permits after this call, if it
 * says so ({@code X-RateLimit-Remaining: 0} and {@code X-RateLimit-Reset}), or
 * {@code null}
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record CustomerIoResponse(int status, HttpHeaders headers, byte[] body, @Nullable Duration quotaResetAfter) {

	/**
	 * Create an answer that says nothing about its quota.
	 * @param status the HTTP status, 200 to 299
	 * @param headers the headers
	 * @param body the body as it came, empty for none
	 */
	public CustomerIoResponse(int status, HttpHeaders headers, byte[] body) {
		this(status, headers, body, null);
	}

	/**
	 * Return the body as text.
	 * @return the body, decoded as UTF-8
	 */
	public String bodyAsString() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Describe the answer without the body, which may hold personal data.
	 */
	@Override
	public String toString() {
		return this.status + " (" + this.body.length + " bytes)";
	}

}
