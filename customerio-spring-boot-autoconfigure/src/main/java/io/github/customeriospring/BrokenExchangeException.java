package io.github.customeriospring;

import org.springframework.web.reactive.function.client.WebClientException;

/**
 * An exchange with another server broke. Unlike those of the web client it names no URI.
 */
final class BrokenExchangeException extends WebClientException {

	BrokenExchangeException(Throwable cause) {
		super("The exchange with Customer.io broke", cause);
	}

}
