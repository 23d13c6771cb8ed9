package io.github.customeriospring.connector;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Tells a native image which proxies there are.
 */
class ConnectorRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.proxies().registerJdkProxy(WebClient.Builder.class);
	}

}
