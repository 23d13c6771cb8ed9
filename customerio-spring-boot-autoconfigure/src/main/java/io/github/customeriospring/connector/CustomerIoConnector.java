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
 * The client's own connector. Not a {@link ClientHttpConnector} itself, so that the
 * application's other clients do not take it for theirs. A bean of this type replaces it.
 *
 * @param connector the connector
 * @param dispose closes its connections
 * @since 0.1.0
 */
public record CustomerIoConnector(ClientHttpConnector connector, Runnable dispose) implements AutoCloseable {

	/**
	 * Build a connector.
	 * @param builder the kind of connector
	 * @param settings its timeouts and TLS
	 * @return the connector, to be closed
	 */
	static CustomerIoConnector of(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings) {
		return (builder instanceof ReactorClientHttpConnectorBuilder reactor)
				? ReactorNettyConnector.of(reactor, settings) : new CustomerIoConnector(builder.build(settings), () -> {
				});
	}

	/**
	 * Return whether a customizer gives web clients a connector of its own, which is then
	 * used in place of this one.
	 * @param customizer asked with a builder that nobody uses
	 * @return whether it does
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
