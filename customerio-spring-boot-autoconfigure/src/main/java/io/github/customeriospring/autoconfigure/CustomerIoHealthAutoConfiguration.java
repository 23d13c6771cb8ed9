package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.health.CustomerIoHealthIndicator;
import io.github.customeriospring.health.RefusedCredentials;
import io.github.customeriospring.outcome.CallOutcomes;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the client, which
 * {@code management.health.customerio.enabled=false} switches off.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoQueueAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean({ WaitingLines.class, CustomerIoQueue.class })
@ConditionalOnEnabledHealthIndicator("customerio")
public final class CustomerIoHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RefusedCredentials customerIoRefusedCredentials() {
		return new RefusedCredentials(System::nanoTime);
	}

	/** The name of the bean is that of the component, {@code customerio}. */
	@Bean
	@ConditionalOnMissingBean(name = "customerioHealthIndicator")
	CustomerIoHealthIndicator customerioHealthIndicator(WaitingLines lines, CustomerIoQueue queue,
			RefusedCredentials refused, @Qualifier("customerIoOutcomeLayer") CallOutcomes outcomes) {
		return new CustomerIoHealthIndicator(lines, queue, refused, outcomes);
	}

}
