package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.observation.CustomerIoOperationObservationConvention;
import io.github.customeriospring.observation.ObservedOperations;
import io.github.customeriospring.queue.spi.OperationObserver;
import io.github.customeriospring.tracing.LinkingTracingObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observation of queued
 * operations and its traces.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = CustomerIoQueueAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration" })
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
public final class CustomerIoObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(OperationObserver.class)
	ObservedOperations customerIoObservedOperations(ObservationRegistry registry,
			ObjectProvider<CustomerIoOperationObservationConvention> convention) {
		return new ObservedOperations(registry,
				convention.getIfAvailable(() -> CustomerIoOperationObservationConvention.DEFAULT));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	@ConditionalOnBean(Tracer.class)
	static class Tracing {

		/** Only the first handler that supports a context gets it. */
		@Bean
		@ConditionalOnMissingBean
		@Order(0)
		LinkingTracingObservationHandler customerIoLinkingTracingObservationHandler(Tracer tracer) {
			return new LinkingTracingObservationHandler(tracer);
		}

	}

}
