package io.github.customeriospring.queue;

import java.time.Duration;

import io.github.customeriospring.CustomerIoLifecycle;
import io.github.customeriospring.CustomerIoTransport;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import reactor.core.scheduler.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the queue and the bulk importer.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ QueueProperties.class, BulkProperties.class })
public final class QueueConfiguration {

	private static final String BULK_LIMITER = "customerio-bulk";

	@Bean
	@ConditionalOnMissingBean
	CustomerIoQueue customerIoQueue(CustomerIoTransport transport,
			@Qualifier("customerIoBatchTransport") ObjectProvider<CustomerIoTransport> batchTransport,
			QueueProperties queue, CustomerIoLifecycle lifecycle, @Qualifier("customerIoScheduler") Scheduler scheduler,
			ObjectProvider<BatchListener> listeners, ObjectProvider<OperationObserver> observer) {
		return new CustomerIoQueue(batchTransport.getIfAvailable(() -> transport), queue.batches(),
				new QueueBounds(queue.capacity(), queue.maxSize().toBytes(), queue.whenFull()),
				lifecycle.shutdownTimeout(), scheduler, listener(listeners), observer.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	BulkImporter customerIoBulkImporter(CustomerIoTransport transport,
			@Qualifier("customerIoBatchTransport") ObjectProvider<CustomerIoTransport> batchTransport,
			BulkProperties properties, @Qualifier("customerIoBulkRateLimiter") RateLimiter rate,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<BatchListener> listeners,
			ObjectProvider<OperationObserver> observer) {
		return new BulkImporter(batchTransport.getIfAvailable(() -> transport), properties.batches(), rate, scheduler,
				listener(listeners), observer.getIfAvailable());
	}

	/** Not a limit of the server, so it only has to be even: one permit at a time. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoBulkRateLimiter")
	RateLimiter customerIoBulkRateLimiter(RateLimiterRegistry registry, BulkProperties properties) {
		return registry.rateLimiter(BULK_LIMITER,
				() -> RateLimiterConfig.custom()
					.limitForPeriod(1)
					.limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(properties.rate()))
					.timeoutDuration(Duration.ofMinutes(1))
					.build());
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
