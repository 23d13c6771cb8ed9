package io.github.customeriospring.actuate;

import java.time.InstantSource;

import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.outcome.CallOutcomes;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the endpoint and what it asks, where it can be reached.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAvailableEndpoint(CustomerIoEndpoint.class)
public final class EndpointConfiguration {

	@Bean
	LastThrottled customerIoLastThrottled() {
		return new LastThrottled(InstantSource.system());
	}

	@Bean
	CustomerIoEndpoint customerIoEndpoint(CustomerIoMode mode, CustomerIoConnectionDetails details, WaitingLines lines,
			CustomerIoQueue queue, LastThrottled lastThrottled,
			@Qualifier("customerIoOutcomeLayer") CallOutcomes outcomes) {
		CustomerIoEndpoint.Connection connection = new CustomerIoEndpoint.Connection(mode, details.getTrackUrl(),
				details.getApiKey() != null, details.getAppUrl(), details.getAppApiKey() != null);
		return new CustomerIoEndpoint(connection, lines, queue, lastThrottled, outcomes);
	}

	@Bean
	KnownKeys customerIoEndpointKnownKeys() {
		return new KnownKeys();
	}

}
