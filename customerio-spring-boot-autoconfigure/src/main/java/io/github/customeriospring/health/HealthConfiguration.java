package io.github.customeriospring.health;

import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.outcome.CallOutcomes;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the health indicator and its sources.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class HealthConfiguration {

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
