package io.github.customeriospring;

import org.springframework.web.reactive.function.client.WebClientException;

/**
 * The HTTP exchange with Customer.io failed. Unlike {@code WebClientRequestException}, it
 * does not name the URI.
 */
final class BrokenExchangeException extends WebClientException {

	BrokenExchangeException(Throwable cause) {
		super("The exchange with Customer.io broke", cause);
	}

}
