package io.github.customeriospring.sample;

import java.net.URI;
import java.time.Duration;

import io.github.customeriospring.autoconfigure.CustomerIoConnectionDetails;
import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedCustomerIoBuilder;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Without credentials the sample talks to a simulated Customer.io.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "customerio.site-id", havingValue = "none", matchIfMissing = true)
class SimulatedCustomerIoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(SimulatedCustomerIoConfiguration.class);

	@Bean
	SimulatedCustomerIo simulatedCustomerIo(SampleProperties properties) {
		SimulatedCustomerIoBuilder builder = SimulatedCustomerIo.builder().serviceTime(properties.serviceTime());
		if (properties.latency().plus(properties.jitter()).compareTo(Duration.ZERO) > 0) {
			builder.network(NetworkDelay.logNormal(properties.latency(), properties.jitter(), properties.sigma(), 42));
		}
		SimulatedCustomerIo simulated = builder.start();
		logger.info("No Customer.io credentials are set: using a simulated Customer.io on {}", simulated.url());
		return simulated;
	}

	@Bean
	CustomerIoConnectionDetails simulatedConnectionDetails(SimulatedCustomerIo simulated) {
		return new CustomerIoConnectionDetails() {

			@Override
			public String getSiteId() {
				return SimulatedCustomerIo.SITE_ID;
			}

			@Override
			public String getApiKey() {
				return SimulatedCustomerIo.API_KEY;
			}

			@Override
			public String getAppApiKey() {
				return SimulatedCustomerIo.APP_API_KEY;
			}

			@Override
			public URI getTrackUrl() {
				return URI.create(simulated.url());
			}

			@Override
			public URI getAppUrl() {
				return URI.create(simulated.url());
			}

		};
	}

	@Bean
	Demonstration demonstration(CustomerIoTemplate customerIo, SimulatedCustomerIo simulated,
			SampleProperties properties) {
		return new Demonstration(customerIo, simulated, properties.people());
	}

}
