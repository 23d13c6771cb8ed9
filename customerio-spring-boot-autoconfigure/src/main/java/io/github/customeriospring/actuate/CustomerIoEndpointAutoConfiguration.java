package io.github.customeriospring.actuate;

import java.time.InstantSource;

import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actuator endpoint
 * {@code customerio}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "io.github.customeriospring.autoconfigure.CustomerIoQueueAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ WaitingLines.class, CustomerIoQueue.class })
public final class CustomerIoEndpointAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint(CustomerIoEndpoint.class)
	LastThrottled customerIoLastThrottled() {
		return new LastThrottled(InstantSource.system());
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	CustomerIoEndpoint customerIoEndpoint(CustomerIoMode mode, CustomerIoConnectionDetails details, WaitingLines lines,
			CustomerIoQueue queue, LastThrottled lastThrottled,
			@Qualifier("customerIoOutcomeLayer") CallOutcomes outcomes) {
		CustomerIoEndpoint.Connection connection = new CustomerIoEndpoint.Connection(mode, details.getTrackUrl(),
				details.getApiKey() != null, details.getAppUrl(), details.getAppApiKey() != null);
		return new CustomerIoEndpoint(connection, lines, queue, lastThrottled, outcomes);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnBean(OperationStore.class)
	CustomerIoDeadLettersEndpoint customerIoDeadLettersEndpoint(OperationStore store) {
		return new CustomerIoDeadLettersEndpoint(store.deadLetters(), InstantSource.system());
	}

	@Bean
	@ConditionalOnAvailableEndpoint(CustomerIoEndpoint.class)
	KnownKeys customerIoEndpointKnownKeys() {
		return new KnownKeys();
	}

}
