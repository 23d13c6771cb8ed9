package io.github.customeriospring.benchmarks.client;

import reactor.core.publisher.Mono;

/**
 * Something that sends calls at a limited rate.
 */
public interface Client extends AutoCloseable {

	/**
	 * Send a call.
	 * @param call its number
	 * @return the call, which ends with its number, or the error that its caller gets
	 */
	Mono<Integer> send(int call);

	/**
	 * Send a call that may wait for others, as far as the client knows the difference.
	 * @param call its number
	 * @return the call
	 */
	default Mono<Integer> sendInBackground(int call) {
		return send(call);
	}

	@Override
	default void close() {
	}

}
