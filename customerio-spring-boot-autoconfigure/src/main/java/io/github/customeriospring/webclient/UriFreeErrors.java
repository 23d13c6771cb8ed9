package io.github.customeriospring.webclient;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

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
