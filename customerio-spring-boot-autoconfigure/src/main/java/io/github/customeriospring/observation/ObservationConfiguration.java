package io.github.customeriospring.observation;

import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.queue.OperationObserver;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the observation of calls, their attempts and queued operations. Without an
 * {@code ObservationRegistry} the layers do nothing.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
public final class ObservationConfiguration {

	/** The outermost layer: one observation per call, including its retries. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoObservationLayer")
	CustomerIoLayer customerIoObservationLayer(ObjectProvider<ObservationRegistry> registries,
			ObjectProvider<CustomerIoRequestObservationConvention> convention) {
		ObservationRegistry registry = registries.getIfAvailable(() -> ObservationRegistry.NOOP);
		return registry.isNoop() ? (next) -> next : (next) -> new ObservedTransport(registry,
				convention.getIfAvailable(() -> CustomerIoRequestObservationConvention.DEFAULT), next);
	}

	/** Directly around the exchange: one event per permit. */
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
