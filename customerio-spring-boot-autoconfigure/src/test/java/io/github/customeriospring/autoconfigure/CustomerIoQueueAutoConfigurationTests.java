package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetter;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link CustomerIoQueueAutoConfiguration}.
 */
class CustomerIoQueueAutoConfigurationTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator());

	@Test
	void queueAndImporterAreCreatedByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(CustomerIoQueue.class).hasSingleBean(BulkImporter.class);
			RateLimiter rate = context.getBean("customerIoBulkRateLimiter", RateLimiter.class);
			assertThat(rate.getRateLimiterConfig().getLimitForPeriod()).isEqualTo(1);
			assertThat(rate.getRateLimiterConfig().getLimitRefreshPeriod()).isEqualTo(Duration.ofMillis(20));
			assertThat(context.getBean(RateLimiterRegistry.class).find("customerio-bulk")).containsSame(rate);
		});
	}

	@Test
	void queueDeliversWhatIsLeftWhenTheContextCloses() {
		List<CompletableFuture<Void>> outcomes = new ArrayList<>();
		this.contextRunner.withPropertyValues("customerio.queue.linger=1h").run((context) -> {
			outcomes.add(add(context, "1"));
			outcomes.add(add(context, "2"));
		});
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(Duration.ofSeconds(10)));
		assertThat(this.customerIo.simulator().people()).containsOnlyKeys("1", "2");
		assertThat(this.customerIo.simulator().requests()).hasSize(1);
	}

	@Test
	@Timeout(60) // a queue that waits would block
	void queueIsBoundByItsProperties() {
		this.contextRunner.withPropertyValues("customerio.queue.linger=1h", "customerio.queue.capacity=2")
			.run((context) -> {
				add(context, "1");
				add(context, "2");
				assertThat(add(context, "3")).failsWithin(Duration.ofSeconds(10))
					.withThrowableThat()
					.havingCause()
					.isInstanceOf(CustomerIoNotSentException.class)
					.withMessageContaining("the queue is full");
			});
	}

	@Test
	void queueSendsBatchesOfTheSizeThatIsSet() {
		this.contextRunner.withPropertyValues("customerio.queue.linger=1h", "customerio.queue.batch-size=2")
			.run((context) -> {
				List<CompletableFuture<Void>> outcomes = Stream.of("1", "2", "3", "4")
					.map((id) -> add(context, id))
					.toList();
				assertThat(outcomes)
					.allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(Duration.ofSeconds(10)));
				assertThat(this.customerIo.simulator().requests()).hasSize(2);
			});
	}

	@Test
	void queueBacksOffForTheUsersBean() {
		CustomerIoQueue own = mock();
		this.contextRunner.withBean("own", CustomerIoQueue.class, () -> own)
			.run((context) -> assertThat(context.getBean(CustomerIoQueue.class)).isSameAs(own));
	}

	@Test
	void threadsOfOutcomesDoNotReplaceThoseOfTheApplication() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean("customerIoOutcomeExecutor")
				.hasBean("applicationTaskExecutor"));
	}

	@Test
	void outcomesAreToldOnTheExecutorOfTheApplicationIfItHasOne() {
		AtomicInteger tasks = new AtomicInteger();
		this.contextRunner.withBean("customerIoOutcomeExecutor", Executor.class, () -> (task) -> {
			tasks.incrementAndGet();
			task.run();
		}).run((context) -> {
			assertThat(add(context, "1")).succeedsWithin(Duration.ofSeconds(10));
			assertThat(tasks).hasPositiveValue();
		});
	}

	@Test
	void listenerForDeadLettersReplacesTheLog() {
		List<DeadLetter> letters = new CopyOnWriteArrayList<>();
		this.contextRunner.withBean(DeadLetterListener.class, () -> letters::add).run((context) -> {
			assertThat(context).hasSingleBean(DeadLetterListener.class);
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			add(context, "1");
			queue.clear();
			assertThat(queue.whenIdle()).succeedsWithin(Duration.ofSeconds(10));
			assertThat(letters).hasSize(1);
		});
	}

	@Test
	void rateOfImportsIsAProperty() {
		this.contextRunner.withPropertyValues("customerio.bulk.rate=8")
			.run((context) -> assertThat(context.getBean("customerIoBulkRateLimiter", RateLimiter.class)
				.getRateLimiterConfig()
				.getLimitRefreshPeriod()).isEqualTo(Duration.ofMillis(125)));
	}

	@Test
	void rateOfImportsBacksOffForTheUsersBeanOfThatName() {
		RateLimiter own = RateLimiter.ofDefaults("own");
		this.contextRunner.withBean("customerIoBulkRateLimiter", RateLimiter.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(RateLimiterRegistry.class).find("customerio-bulk")).isEmpty();
		});
	}

	@Test
	void rateOfImportsBacksOffForAnEntryInTheUsersRegistry() {
		RateLimiterRegistry registry = RateLimiterRegistry.ofDefaults();
		RateLimiter own = registry.rateLimiter("customerio-bulk");
		this.contextRunner.withBean("own", RateLimiterRegistry.class, () -> registry)
			.run((context) -> assertThat(context.getBean("customerIoBulkRateLimiter")).isSameAs(own));
	}

	private static CompletableFuture<Void> add(ApplicationContext context, String id) {
		return context.getBean(CustomerIoQueue.class).add(TrackOperation.identify(Identifier.id(id), Map.of()));
	}

}
