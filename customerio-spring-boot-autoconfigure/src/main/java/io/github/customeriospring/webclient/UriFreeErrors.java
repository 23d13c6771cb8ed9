package io.github.customeriospring.webclient;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Keeps the URI out of the errors that the web client reports to its observation, and so
 * out of traces. The URI may contain a person's id. This must be the first filter.
 */
final class UriFreeErrors implements ExchangeFilterFunction {

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request).onErrorMap(UriFreeErrors::failure);
	}

	private static Failure failure(Throwable ex) {
		Throwable origin = origin(ex);
		if (origin instanceof UnknownHostException || origin instanceof UnresolvedAddressException) {
			return new UnknownHost(origin);
		}
		if (origin instanceof ConnectException || origin instanceof SocketTimeoutException) {
			return new NotConnected(origin);
		}
		if (origin instanceof SSLException) {
			return new TlsFailed(origin);
		}
		return (origin instanceof IOException) ? new ConnectionBroken(origin) : new Failure(origin);
	}

	/**
	 * The web client's exceptions quote the URI, which may contain a person's id. So do
	 * the checkpoints that it adds to errors of the body.
	 */
	static Throwable withoutUri(Throwable ex) {
		Throwable origin = (ex instanceof Failure failure) ? failure.origin : origin(ex);
		if (origin.getSuppressed().length == 0) {
			return origin;
		}
		String message = origin.getMessage();
		IOException plain = new IOException((message != null) ? message : origin.getClass().getSimpleName());
		plain.setStackTrace(origin.getStackTrace());
		return plain;
	}

	private static Throwable origin(Throwable ex) {
		Throwable cause = ex.getCause();
		return (ex instanceof WebClientRequestException && cause != null) ? cause : ex;
	}

	/**
	 * Replaces an error and rejects checkpoints, which quote the URI. Meters show the
	 * name of its class.
	 */
	static class Failure extends RuntimeException {

		@SuppressWarnings("serial")
		private final Throwable origin;

		Failure(Throwable origin) {
			super(origin.getClass().getName(), null, false, false);
			this.origin = origin;
		}

	}

	static final class UnknownHost extends Failure {

		UnknownHost(Throwable origin) {
			super(origin);
		}

	}

	static final class NotConnected extends Failure {

		NotConnected(Throwable origin) {
			super(origin);
		}

	}

	static final class TlsFailed extends Failure {

		TlsFailed(Throwable origin) {
			super(origin);
		}

	}

	static final class ConnectionBroken extends Failure {

		ConnectionBroken(Throwable origin) {
			super(origin);
		}

	}

}
