package io.github.customeriospring.webclient;

import java.io.IOException;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Keeps the URI, which may hold a person's id, out of the errors that the web client
 * shows to its observation, and so out of traces. To be the first filter.
 *
 * @since 0.1.0
 */
public final class UriFreeErrors implements ExchangeFilterFunction {

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request).onErrorMap(Failure::new);
	}

	/**
	 * The exception of the web client quotes the URI, which may hold a person's id, and
	 * so do the checkpoints that it adds to those of a body.
	 */
	static Throwable withoutUri(Throwable ex) {
		Throwable failure = (ex instanceof Failure free) ? free.getOriginal() : ex;
		Throwable cause = failure.getCause();
		Throwable origin = (failure instanceof WebClientRequestException && cause != null) ? cause : failure;
		if (origin.getSuppressed().length == 0) {
			return origin;
		}
		IOException plain = new IOException(origin.toString());
		plain.setStackTrace(origin.getStackTrace());
		return plain;
	}

	/**
	 * Stands for an error and takes no checkpoints, which quote the URI.
	 */
	static final class Failure extends RuntimeException {

		@SuppressWarnings("serial")
		private final Throwable original;

		Failure(Throwable original) {
			super(text(original), null, false, false);
			this.original = original;
		}

		private static String text(Throwable ex) {
			Throwable cause = ex.getCause();
			return ((cause != null) ? cause : ex).getClass().getName();
		}

		Throwable getOriginal() {
			return this.original;
		}

	}

}
