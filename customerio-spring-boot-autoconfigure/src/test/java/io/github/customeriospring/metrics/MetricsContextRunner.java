package io.github.customeriospring.metrics;

import io.github.customeriospring.autoconfigure.CustomerIoAutoConfiguration;
import io.github.customeriospring.autoconfigure.CustomerIoLimitsAutoConfiguration;
import io.github.customeriospring.autoconfigure.CustomerIoQueueAutoConfiguration;
import io.github.customeriospring.connector.CustomerIoConnectorAutoConfiguration;
import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

/**
 * Creates runners with a client, a registry of meters, and delays so short that tests of
 * retries need not wait.
 */
public final class MetricsContextRunner {

	private MetricsContextRunner() {
	}

	public static ApplicationContextRunner create(SimulatedCustomerIo customerIo) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					WebClientAutoConfiguration.class, CustomerIoLimitsAutoConfiguration.class,
					CustomerIoConnectorAutoConfiguration.class, CustomerIoAutoConfiguration.class,
					CustomerIoQueueAutoConfiguration.class, CustomerIoMetricsAutoConfiguration.class))
			.withPropertyValues("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY,
					"customerio.app-api-key=" + SimulatedCustomerIo.APP_API_KEY,
					"customerio.track.url=" + customerIo.url(), "customerio.app.url=" + customerIo.url(),
					"customerio.retry.base-delay=1ms", "customerio.rate-limit.pause-without-retry-after=1ms");
	}

}
