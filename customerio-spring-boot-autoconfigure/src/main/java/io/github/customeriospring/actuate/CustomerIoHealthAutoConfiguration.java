package io.github.customeriospring.actuate;

import io.github.customeriospring.layer.CustomerIoMode;
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
@AutoConfiguration(afterName = "io.github.customeriospring.autoconfigure.CustomerIoQueueAutoConfiguration")
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean({ WaitingLines.class, CustomerIoQueue.class })
@ConditionalOnEnabledHealthIndicator("customerio")
public final class CustomerIoHealthAutoConfiguration {

	@Bean
	RefusedCredentials customerIoRefusedCredentials() {
		return new RefusedCredentials(System::nanoTime);
	}

	/**
	 * Spring Boot derives the component's name, {@code customerio}, from the bean's name.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "customerioHealthIndicator")
	CustomerIoHealthIndicator customerioHealthIndicator(WaitingLines lines, CustomerIoQueue queue,
			RefusedCredentials refused, @Qualifier("customerIoOutcomeLayer") CallOutcomes outcomes,
			CustomerIoMode mode) {
		return new CustomerIoHealthIndicator(lines, queue, refused, outcomes, mode);
	}

}
