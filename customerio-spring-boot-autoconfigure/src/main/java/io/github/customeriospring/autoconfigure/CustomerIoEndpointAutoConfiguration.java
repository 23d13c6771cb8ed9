package io.github.customeriospring.autoconfigure;

import java.time.InstantSource;

import io.github.customeriospring.actuate.CustomerIoEndpoint;
import io.github.customeriospring.actuate.KnownKeys;
import io.github.customeriospring.actuate.LastThrottled;
import io.github.customeriospring.outcome.CallOutcomes;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actuator endpoint
 * {@code customerio}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoQueueAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ WaitingLines.class, CustomerIoQueue.class })
@ConditionalOnAvailableEndpoint(CustomerIoEndpoint.class)
public final class CustomerIoEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LastThrottled customerIoLastThrottled() {
		return new LastThrottled(InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	CustomerIoEndpoint customerIoEndpoint(CustomerIoConnectionDetails details, WaitingLines lines,
			CustomerIoQueue queue, LastThrottled lastThrottled,
			@Qualifier("customerIoOutcomeLayer") CallOutcomes outcomes) {
		CustomerIoEndpoint.Connection connection = new CustomerIoEndpoint.Connection(details.getTrackUrl(),
				details.getApiKey() != null, details.getAppUrl(), details.getAppApiKey() != null);
		return new CustomerIoEndpoint(connection, lines, queue, lastThrottled, outcomes);
	}

	@Bean
	@ConditionalOnMissingBean
	KnownKeys customerIoEndpointKnownKeys() {
		return new KnownKeys();
	}

}
