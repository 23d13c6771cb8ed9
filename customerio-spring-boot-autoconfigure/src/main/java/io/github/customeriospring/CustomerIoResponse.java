package io.github.customeriospring;

import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;

/**
 * An answer of Customer.io to an accepted request.
 *
 * @param status the HTTP status, 200 to 299
 * @param headers the headers
 * @param body the body as it came, empty for none
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record CustomerIoResponse(int status, HttpHeaders headers, byte[] body) {

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
