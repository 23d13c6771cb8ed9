package io.github.customeriospring.tracing;

import io.micrometer.tracing.Tracer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Makes the handler that links a batch to what it carries.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class TracingConfiguration {

	/** Only the first handler that supports a context gets it. */
	@Bean
	@ConditionalOnMissingBean(name = "customerIoLinkingTracingObservationHandler")
	@Order(0)
	LinkingTracingObservationHandler customerIoLinkingTracingObservationHandler(Tracer tracer) {
		return new LinkingTracingObservationHandler(tracer);
	}

}
