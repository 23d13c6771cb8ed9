package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.metrics.BatchMetrics;
import io.github.customeriospring.metrics.QueueMetrics;
import io.github.customeriospring.metrics.RateLimitMetrics;
import io.github.customeriospring.metrics.RetryMetrics;
import io.github.customeriospring.metrics.WaitingLineMetrics;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.retry.RetryBudget;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetricsPublisher;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetricsPublisher;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
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
@AutoConfiguration(after = { CustomerIoAutoConfiguration.class, CustomerIoQueueAutoConfiguration.class },
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterMetricsAutoConfiguration",
				"io.github.resilience4j.springboot.retry.autoconfigure.RetryMetricsAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
public final class CustomerIoMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RateLimitMetrics customerIoRateLimitMetrics(MeterRegistry registry) {
		return new RateLimitMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(WaitingLines.class)
	WaitingLineMetrics customerIoWaitingLineMetrics(WaitingLines lines) {
		return new WaitingLineMetrics(lines);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(name = "customerIoRetry")
	RetryMetrics customerIoRetryMetrics(@Qualifier("customerIoRetry") Retry retry, RetryBudget budget) {
		return new RetryMetrics(retry, budget);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(CustomerIoQueue.class)
	QueueMetrics customerIoQueueMetrics(CustomerIoQueue queue) {
		return new QueueMetrics(queue);
	}

	@Bean
	@ConditionalOnMissingBean
	BatchMetrics customerIoBatchMetrics(MeterRegistry registry) {
		return new BatchMetrics(registry);
	}

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
