package io.github.customeriospring;

import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;

/**
 * Sends one request to Customer.io. Every layer of the client is a transport around the
 * next one: retry, then the rate limit, then HTTP.
 *
 * @since 0.1.0
 */
@CheckReturnValue
@FunctionalInterface
public interface CustomerIoTransport {

	/**
	 * Send a request. Nothing happens before subscription; each subscription sends anew.
	 * @param request the request
	 * @return the accepted answer (a 2xx status), else a {@link CustomerIoException}
	 */
	Mono<CustomerIoResponse> send(CustomerIoRequest request);

}
