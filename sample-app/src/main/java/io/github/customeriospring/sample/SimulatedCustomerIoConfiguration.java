package io.github.customeriospring.sample;

import java.net.URI;

import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Without credentials the sample talks to a simulated Customer.io.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSimulation
class SimulatedCustomerIoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(SimulatedCustomerIoConfiguration.class);

	@Bean
	NetworkDelay simulatedNetwork(SampleProperties properties) {
		return properties.network();
	}

	@Bean
	SimulatedCustomerIo simulatedCustomerIo(SampleProperties properties, NetworkDelay network) {
		SimulatedCustomerIo simulated = SimulatedCustomerIo.builder()
			.port(properties.simulatorPort())
			.serviceTime(properties.serviceTime())
			.network(network)
			.start();
		logger.info("No Customer.io credentials are set: using a simulated Customer.io on {}", simulated.url());
		return simulated;
	}

	/** As strict and as fast, for the client that the live page compares ours with. */
	@Bean(defaultCandidate = false)
	@ConditionalOnWebApplication
	SimulatedCustomerIo rivalCustomerIo(SampleProperties properties, NetworkDelay network) {
		return SimulatedCustomerIo.builder()
			.serviceTime(properties.serviceTime())
			.network(network)
			.recordedRequests(0)
			.keepState(false)
			.start();
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
	Demonstration demonstration(ReactiveCustomerIoTemplate customerIo, SimulatedCustomerIo simulated,
			SampleProperties properties) {
		return new Demonstration(customerIo, simulated, properties.people());
	}

}
