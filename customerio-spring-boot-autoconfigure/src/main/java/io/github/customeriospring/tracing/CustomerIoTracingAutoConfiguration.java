package io.github.customeriospring.tracing;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the traces of batches.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration" })
@ConditionalOnClass(Tracer.class)
@ConditionalOnBean({ ObservationRegistry.class, Tracer.class })
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
public final class CustomerIoTracingAutoConfiguration {

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
