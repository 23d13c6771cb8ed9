package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import io.github.customeriospring.queue.store.StoredQueue;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.Assert;

/**
 * Makes the queue and the bulk importer.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ QueueProperties.class, BulkProperties.class })
public final class QueueConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(QueueConfiguration.class);

	private static final String BULK_LIMITER = "customerio-bulk";

	/** Callbacks that block want some; they are daemons and end when idle. */
	private static final int OUTCOME_THREADS = 8;

	@Bean
	@ConditionalOnMissingBean({ CustomerIoQueue.class, OperationStore.class })
	MemoryQueue customerIoQueue(@Qualifier("customerIoBatchTransport") ObjectProvider<CustomerIoTransport> batches,
			CustomerIoTransport transport, QueueProperties queue, CustomerIoLifecycle lifecycle,
			@Qualifier("customerIoScheduler") Scheduler scheduler,
			@Qualifier("customerIoOutcomeExecutor") Executor outcomes, ObjectProvider<BatchListener> listeners,
			ObjectProvider<OperationObserver> observer, ObjectProvider<DeadLetterListener> deadLetters,
			ApplicationContext context, ObjectProvider<CustomerIoMode> mode) {
		if (queue.store() != QueueProperties.Store.MEMORY) {
			String store = queue.store().name().toLowerCase(Locale.ROOT);
			Assert.state(!mode.getIfAvailable(() -> CustomerIoMode.LIVE).isLive(), () -> "'customerio.queue.store' is '"
					+ store + "', and what it needs is missing: spring-boot-jdbc");
			logger.info("The queue is kept in memory as nothing is sent: 'customerio.queue.store={}' is not touched",
					store);
		}
		Surroundings surroundings = surroundings(scheduler, outcomes);
		Dispatcher dispatcher = new Dispatcher("The queue", batches.getIfAvailable(() -> transport), Priority.QUEUED,
				queue.batches(), queue.bounds(), surroundings, listener(listeners), observer.getIfAvailable(),
				Context.empty());
		return new MemoryQueue(dispatcher, lifecycle.shutdownTimeout(), surroundings,
				deadLetters.orderedStream().toList(), context);
	}

	/** With a store that outlives the process. */
	@Bean(name = "customerIoQueue")
	@ConditionalOnBean(OperationStore.class)
	@ConditionalOnMissingBean(CustomerIoQueue.class)
	StoredQueue customerIoStoredQueue(OperationStore store,
			@Qualifier("customerIoBatchTransport") ObjectProvider<CustomerIoTransport> batches,
			CustomerIoTransport transport, QueueProperties queue, CustomerIoLifecycle lifecycle,
			@Qualifier("customerIoScheduler") Scheduler scheduler,
			@Qualifier("customerIoOutcomeExecutor") Executor outcomes, ObjectProvider<BatchListener> listeners,
			ObjectProvider<OperationObserver> observer, ObjectProvider<DeadLetterListener> deadLetters) {
		return new StoredQueue(store, batches.getIfAvailable(() -> transport), queue.batches(), queue.bounds(),
				lifecycle.shutdownTimeout(), queue.deadLetterRetention(), surroundings(scheduler, outcomes),
				InstantSource.system(), listener(listeners), observer.getIfAvailable(),
				deadLetters.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean(BulkImporter.class)
	BatchingImporter customerIoBulkImporter(
			@Qualifier("customerIoBatchTransport") ObjectProvider<CustomerIoTransport> batches,
			CustomerIoTransport transport, BulkProperties bulk, CustomerIoLifecycle lifecycle,
			@Qualifier("customerIoBulkRateLimiter") RateLimiter rate,
			@Qualifier("customerIoScheduler") Scheduler scheduler,
			@Qualifier("customerIoOutcomeExecutor") Executor outcomes, ObjectProvider<BatchListener> listeners,
			ObjectProvider<OperationObserver> observer) {
		return new BatchingImporter(batches.getIfAvailable(() -> transport), bulk.batches(), rate, bulk.giveUpAfter(),
				lifecycle, surroundings(scheduler, outcomes), listener(listeners), observer.getIfAvailable());
	}

	private static Surroundings surroundings(Scheduler scheduler, Executor outcomes) {
		return new Surroundings(scheduler, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble(), outcomes);
	}

	/** Where callbacks of the application run, so that they may block. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoOutcomeExecutor")
	ThreadPoolExecutor customerIoOutcomeExecutor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("customerio-outcome-");
		threads.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(OUTCOME_THREADS, OUTCOME_THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	@Bean
	@ConditionalOnMissingBean(DeadLetterListener.class)
	DeadLetterLog customerIoDeadLetterLog(@Qualifier("customerIoScheduler") Scheduler scheduler) {
		return new DeadLetterLog(scheduler);
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
		List<BatchListener> all = listeners.orderedStream().toList();
		return new BatchListener() {

			@Override
			public void sending(int operations) {
				all.forEach((listener) -> listener.sending(operations));
			}

			@Override
			public void waited(long waitedNanos) {
				all.forEach((listener) -> listener.waited(waitedNanos));
			}

			@Override
			public void paced(long waitedNanos) {
				all.forEach((listener) -> listener.paced(waitedNanos));
			}

			@Override
			public void stored(int operations, long nanos) {
				all.forEach((listener) -> listener.stored(operations, nanos));
			}

			@Override
			public void noted(int operations, long nanos) {
				all.forEach((listener) -> listener.noted(operations, nanos));
			}

		};
	}

}
