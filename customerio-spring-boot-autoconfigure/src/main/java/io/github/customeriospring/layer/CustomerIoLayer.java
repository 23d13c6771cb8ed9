package io.github.customeriospring.layer;

import io.github.customeriospring.CustomerIoTransport;

/**
 * One layer of the client: does one thing to each request on its way, such as limiting or
 * repeating it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CustomerIoLayer {

	/**
	 * Put this layer around the next one.
	 * @param next what this layer sends its requests through
	 * @return this layer and everything below it
	 */
	CustomerIoTransport around(CustomerIoTransport next);

}
