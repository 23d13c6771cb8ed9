package io.github.customeriospring.layer;

import io.github.customeriospring.CustomerIoTransport;

/**
 * One layer of the client. It does one thing to each request that passes through it, such
 * as limiting or retrying.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CustomerIoLayer {

	/**
	 * Wrap the next layer in this one.
	 * @param next the transport that this layer sends its requests through
	 * @return the transport that consists of this layer and everything below it
	 */
	CustomerIoTransport around(CustomerIoTransport next);

}
