package io.github.customeriospring;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The response of Customer.io to a request that it accepted.
 *
 * @param status the HTTP status, 200 to 299
 * @param headers the headers
 * @param body the body as received, empty if there is none
 * @param quotaResetAfter the time until the quota has permits again, if the response says
 * that none are left ({@code X-RateLimit-Remaining: 0} and {@code X-RateLimit-Reset}), or
 * {@code null}
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record CustomerIoResponse(int status, HttpHeaders headers, byte[] body, @Nullable Duration quotaResetAfter) {

	/**
	 * Create a response that says nothing about the quota.
	 * @param status the HTTP status, 200 to 299
	 * @param headers the headers
	 * @param body the body as received, empty if there is none
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
	 * Describe the response without its body, which may contain personal data.
	 */
	@Override
	public String toString() {
		return this.status + " (" + this.body.length + " bytes)";
	}

}
