package io.github.customeriospring;

import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;

/**
 * Sends one request to Customer.io. Each layer of the client is a transport that wraps
 * the next one: retry, then the rate limit, then HTTP.
 *
 * @since 0.1.0
 */
@CheckReturnValue
@FunctionalInterface
public interface CustomerIoTransport {

	/**
	 * Send a request. Nothing happens before subscription, and each subscription sends
	 * the request again.
	 * @param request the request
	 * @return the response if Customer.io accepted the request (a 2xx status), otherwise
	 * a {@link CustomerIoException}
	 */
	Mono<CustomerIoResponse> send(CustomerIoRequest request);

}
