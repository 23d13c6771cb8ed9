package io.github.customeriospring.observation;

import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.queue.spi.OperationObserver;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the layers that observe calls and their attempts, and what observes queued
 * operations. They are nothing where nobody observes.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class ObservationConfiguration {

	/** Around everything: one observation a call, its retries included. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoObservationLayer")
	CustomerIoLayer customerIoObservationLayer(ObjectProvider<ObservationRegistry> registries,
			ObjectProvider<CustomerIoRequestObservationConvention> convention) {
		ObservationRegistry registry = registries.getIfAvailable(() -> ObservationRegistry.NOOP);
		return registry.isNoop() ? (next) -> next : (next) -> new ObservedTransport(registry,
				convention.getIfAvailable(() -> CustomerIoRequestObservationConvention.DEFAULT), next);
	}

	/** Next to the exchange: an event for each permit. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoAttemptLayer")
	CustomerIoLayer customerIoAttemptLayer(ObjectProvider<ObservationRegistry> registries) {
		ObservationRegistry registry = registries.getIfAvailable(() -> ObservationRegistry.NOOP);
		return registry.isNoop() ? (next) -> next : (next) -> new ObservedAttempts(registry, next);
	}

	@Bean
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean(OperationObserver.class)
	ObservedOperations customerIoObservedOperations(ObservationRegistry registry,
			ObjectProvider<CustomerIoOperationObservationConvention> convention) {
		return new ObservedOperations(registry,
				convention.getIfAvailable(() -> CustomerIoOperationObservationConvention.DEFAULT));
	}

}
