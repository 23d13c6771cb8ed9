package io.github.customeriospring.actuate;

import java.time.InstantSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the counter of outcomes.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class OutcomeConfiguration {

	/** The outermost layer, because it counts calls and not attempts. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoOutcomeLayer")
	CallOutcomes customerIoOutcomeLayer() {
		return new CallOutcomes(InstantSource.system());
	}

}
