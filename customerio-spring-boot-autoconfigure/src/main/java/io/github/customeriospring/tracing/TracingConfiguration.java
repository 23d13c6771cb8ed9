package io.github.customeriospring.tracing;

import io.micrometer.tracing.Tracer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Configures the handler that links a batch to its operations.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class TracingConfiguration {

	/**
	 * Ordered first, because only the first handler that supports a context is called.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "customerIoLinkingTracingObservationHandler")
	@Order(0)
	LinkingTracingObservationHandler customerIoLinkingTracingObservationHandler(Tracer tracer) {
		return new LinkingTracingObservationHandler(tracer);
	}

}
