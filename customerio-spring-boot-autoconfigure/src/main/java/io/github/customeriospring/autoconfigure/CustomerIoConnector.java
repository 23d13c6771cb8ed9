package io.github.customeriospring.autoconfigure;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The client's own connector. Not a {@link ClientHttpConnector} itself, so that the
 * application's other clients do not take it for theirs.
 *
 * @param connector the connector
 * @param namesClient whether it sends the header {@code User-Agent} itself, which costs
 * less than a header of each request
 * @param dispose closes its connections
 */
record CustomerIoConnector(ClientHttpConnector connector, boolean namesClient,
		Runnable dispose) implements AutoCloseable {

	static final String USER_AGENT = "customerio-spring-boot";

	@Override
	public void close() {
		this.dispose.run();
	}

}
