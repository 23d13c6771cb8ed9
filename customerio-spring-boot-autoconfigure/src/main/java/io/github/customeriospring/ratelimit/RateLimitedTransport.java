package io.github.customeriospring.ratelimit;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import reactor.core.publisher.Mono;

/**
 * Lets each request through when its quota has a permit for it.
 *
 * @since 0.1.0
 */
public final class RateLimitedTransport implements CustomerIoTransport {

	private final WaitingLines lines;

	private final CustomerIoTransport next;

	/**
	 * Create a transport.
	 * @param lines where the calls wait
	 * @param next sends a request that has its permit
	 */
	public RateLimitedTransport(WaitingLines lines, CustomerIoTransport next) {
		this.lines = lines;
		this.next = next;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return this.lines.line(request.quota()).pass(request, this.next.send(request));
	}

}
