package io.github.customeriospring.metrics;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.store.StoredQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetricsPublisher;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetricsPublisher;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of the Customer.io
 * client, and those of Resilience4j where nobody else registers them.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "io.github.customeriospring.autoconfigure.CustomerIoQueueAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterMetricsAutoConfiguration",
		"io.github.resilience4j.springboot.retry.autoconfigure.RetryMetricsAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
public final class CustomerIoMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "customerIoRateLimitMetrics")
	RateLimitMetrics customerIoRateLimitMetrics(MeterRegistry registry) {
		return new RateLimitMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean(name = "customerIoWaitingLineMetrics")
	@ConditionalOnBean(WaitingLines.class)
	WaitingLineMetrics customerIoWaitingLineMetrics(WaitingLines lines) {
		return new WaitingLineMetrics(lines);
	}

	@Bean
	@ConditionalOnMissingBean(name = "customerIoQueueMetrics")
	@ConditionalOnBean(CustomerIoQueue.class)
	QueueMetrics customerIoQueueMetrics(CustomerIoQueue queue) {
		return new QueueMetrics(queue);
	}

	@Bean
	@ConditionalOnMissingBean(name = "customerIoStoreMetrics")
	@ConditionalOnBean({ StoredQueue.class, OperationStore.class })
	StoreMetrics customerIoStoreMetrics(StoredQueue queue, OperationStore store) {
		return new StoreMetrics(queue, store);
	}

	@Bean
	@ConditionalOnMissingBean(name = "customerIoStoreTimers")
	@ConditionalOnBean(OperationStore.class)
	StoreTimers customerIoStoreTimers(MeterRegistry registry) {
		return new StoreTimers(registry);
	}

	@Bean
	@ConditionalOnMissingBean(name = "customerIoBatchMetrics")
	BatchMetrics customerIoBatchMetrics(MeterRegistry registry) {
		return new BatchMetrics(registry);
	}

	/** Resilience4j's own meters, unless something else registers them. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TaggedRateLimiterMetrics.class)
	static class Resilience4jMetrics {

		@Bean
		@ConditionalOnBooleanProperty(name = "resilience4j.ratelimiter.metrics.enabled", matchIfMissing = true)
		@ConditionalOnMissingBean({ TaggedRateLimiterMetrics.class, TaggedRateLimiterMetricsPublisher.class })
		TaggedRateLimiterMetrics customerIoTaggedRateLimiterMetrics(RateLimiterRegistry registry) {
			return TaggedRateLimiterMetrics.ofRateLimiterRegistry(registry);
		}

		@Bean
		@ConditionalOnBooleanProperty(name = "resilience4j.retry.metrics.enabled", matchIfMissing = true)
		@ConditionalOnMissingBean({ TaggedRetryMetrics.class, TaggedRetryMetricsPublisher.class })
		TaggedRetryMetrics customerIoTaggedRetryMetrics(RetryRegistry registry) {
			return TaggedRetryMetrics.ofRetryRegistry(registry);
		}

	}

}
