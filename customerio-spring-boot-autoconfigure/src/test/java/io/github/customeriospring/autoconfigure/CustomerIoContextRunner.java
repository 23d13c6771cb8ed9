package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Creates runners with the client's auto-configuration and what it builds on.
 */
final class CustomerIoContextRunner {

	private CustomerIoContextRunner() {
	}

	static ApplicationContextRunner withoutCredentials() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(own()));
	}

	private static Class<?>[] own() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith(CustomerIoTransport.class.getPackageName() + "."))
			.map((name) -> ClassUtils.resolveClassName(name, null))
			.toArray(Class[]::new);
	}

	static ApplicationContextRunner create() {
		return withoutCredentials().withPropertyValues("customerio.site-id=site", "customerio.api-key=key",
				"customerio.app-api-key=app");
	}

	/**
	 * With delays so short that tests of retries need not wait.
	 */
	static ApplicationContextRunner create(SimulatedCustomerIo customerIo) {
		return withoutCredentials().withPropertyValues("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY,
				"customerio.app-api-key=" + SimulatedCustomerIo.APP_API_KEY, "customerio.track.url=" + customerIo.url(),
				"customerio.app.url=" + customerIo.url(), "customerio.retry.base-delay=1ms",
				"customerio.rate-limit.pause-without-retry-after=1ms");
	}

}
