package io.github.customeriospring.autoconfigure;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The client's own connector. Not a {@link ClientHttpConnector} itself, so that the
 * application's other clients do not take it for theirs.
 *
 * @param connector the connector
 * @param dispose closes its connections
 */
record CustomerIoConnector(ClientHttpConnector connector, Runnable dispose) implements AutoCloseable {

	@Override
	public void close() {
		this.dispose.run();
	}

}
