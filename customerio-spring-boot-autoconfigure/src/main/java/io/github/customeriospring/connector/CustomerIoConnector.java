package io.github.customeriospring.connector;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client's own connector. It does not implement {@link ClientHttpConnector}, so that
 * other clients of the application do not pick it up. A bean of this type replaces it.
 *
 * @param connector the connector
 * @param dispose closes the connections
 * @since 0.1.0
 */
public record CustomerIoConnector(ClientHttpConnector connector, Runnable dispose) implements AutoCloseable {

	/**
	 * Build a connector.
	 * @param builder the builder of the connector
	 * @param settings the timeouts and TLS settings
	 * @return the connector, which the caller must close
	 */
	static CustomerIoConnector of(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings) {
		return (builder instanceof ReactorClientHttpConnectorBuilder reactor)
				? ReactorNettyConnector.of(reactor, settings) : new CustomerIoConnector(builder.build(settings), () -> {
				});
	}

	/**
	 * Return whether a customizer sets a connector. The client then uses that connector
	 * instead of its own.
	 * @param customizer the customizer, which is applied to a scratch builder
	 * @return whether it sets a connector
	 */
	public static boolean isSetBy(WebClientCustomizer customizer) {
		WebClient.Builder unused = WebClient.builder();
		boolean[] set = { false };
		customizer.customize((WebClient.Builder) Proxy.newProxyInstance(CustomerIoConnector.class.getClassLoader(),
				new Class<?>[] { WebClient.Builder.class }, (proxy, method, arguments) -> {
					set[0] |= method.getName().equals("clientConnector");
					try {
						Object result = method.invoke(unused, arguments);
						return (result == unused) ? proxy : result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				}));
		return set[0];
	}

	@Override
	public void close() {
		this.dispose.run();
	}

}
