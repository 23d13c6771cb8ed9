package io.github.customeriospring.autoconfigure;

import java.time.Duration;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.QueueBounds;
import io.github.customeriospring.ratelimit.TokenBucketRateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import reactor.core.scheduler.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the queue and for bulk imports.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoAutoConfiguration.class)
@ConditionalOnBean(CustomerIoTransport.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
public final class CustomerIoQueueAutoConfiguration {

	private static final String BULK_LIMITER = "customerio-bulk";

	@Bean
	@ConditionalOnMissingBean
	CustomerIoQueue customerIoQueue(CustomerIoTransport transport, CustomerIoProperties properties,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<BatchListener> listeners,
			ObjectProvider<OperationObserver> observer) {
		CustomerIoProperties.Queue queue = properties.queue();
		return new CustomerIoQueue(transport, queue.batches(),
				new QueueBounds(queue.capacity(), queue.maxSize().toBytes(), queue.whenFull()), queue.shutdownTimeout(),
				scheduler, listener(listeners), observer.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	BulkImporter customerIoBulkImporter(CustomerIoTransport transport, CustomerIoProperties properties,
			@Qualifier("customerIoBulkRateLimiter") RateLimiter rate,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<BatchListener> listeners,
			ObjectProvider<OperationObserver> observer) {
		return new BulkImporter(transport, properties.bulk().batches(), rate, scheduler, listener(listeners),
				observer.getIfAvailable());
	}

	/** Not a limit of the server, so it only has to be even. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoBulkRateLimiter")
	RateLimiter customerIoBulkRateLimiter(RateLimiterRegistry registry, CustomerIoProperties properties) {
		return registry.find(BULK_LIMITER).orElseGet(() -> {
			RateLimiter limiter = new TokenBucketRateLimiter(BULK_LIMITER, properties.bulk().rate(),
					Duration.ofSeconds(1), 1, Duration.ofMinutes(1));
			RateLimiter stock = registry.rateLimiter(BULK_LIMITER, limiter.getRateLimiterConfig());
			CustomerIoLimitsAutoConfiguration.tag(limiter, stock.getTags());
			registry.replace(BULK_LIMITER, limiter);
			return limiter;
		});
	}

	private static BatchListener listener(ObjectProvider<BatchListener> listeners) {
		BatchListener[] all = listeners.orderedStream().toArray(BatchListener[]::new);
		return new BatchListener() {

			@Override
			public void sending(int operations) {
				for (BatchListener listener : all) {
					listener.sending(operations);
				}
			}

			@Override
			public void paced(long waitedNanos) {
				for (BatchListener listener : all) {
					listener.paced(waitedNanos);
				}
			}

		};
	}

}
