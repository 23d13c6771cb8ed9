package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link QueueMetrics}.
 */
class QueueMetricsTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = MetricsContextRunner.create(this.customerIo.simulator())
		.withPropertyValues("customerio.queue.linger=10ms", "customerio.shutdown-timeout=0s");

	@Test
	void metersAreThereBeforeTheFirstOperation() {
		this.contextRunner.run((context) -> {
			assertThat(gauge(context, "customerio.queue.queued")).isZero();
			assertThat(gauge(context, "customerio.queue.in.flight")).isZero();
			assertThat(left(context, "accepted") + left(context, "failed") + left(context, "rejected")).isZero();
			assertThat(sizes(context).count()).isZero();
		});
	}

	@Test
	void operationsAreCountedWhileTheyWaitAndOnceTheyLeft() {
		this.contextRunner.run((context) -> {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			add(context, 3);
			assertThat(gauge(context, "customerio.queue.queued")).isEqualTo(3);
			queue.resume();
			await().untilAsserted(() -> assertThat(left(context, "accepted")).isEqualTo(3));
			assertThat(gauge(context, "customerio.queue.queued")).isZero();
			assertThat(sizes(context).totalAmount()).isEqualTo(3);
			assertThat(sizes(context).max()).isEqualTo(3);
		});
	}

	@Test
	void operationsInARequestUnderWayAreCounted() {
		this.customerIo.simulator().faults().next(1, Fault.slow(Duration.ofMinutes(1)));
		this.contextRunner.run((context) -> {
			addAtOnce(context, 2);
			await().untilAsserted(() -> assertThat(gauge(context, "customerio.queue.in.flight")).isEqualTo(2));
		});
	}

	@Test
	void operationsThatFailAreCounted() {
		this.contextRunner.run((context) -> {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			add(context, 2);
			queue.clear();
			assertThat(left(context, "failed")).isEqualTo(2);
			assertThat(left(context, "accepted")).isZero();
		});
	}

	@Test
	void timeForWhichNothingGetsThroughIsShown() {
		this.customerIo.simulator().faults().random(1, Fault.unauthorized(), 1);
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(MeterRegistry.class).get("customerio.queue.holding").timeGauge().value())
				.isZero();
			add(context, 1);
			await().untilAsserted(() -> assertThat(
					context.getBean(MeterRegistry.class).get("customerio.queue.holding").timeGauge().value())
				.isPositive());
		});
	}

	@Test
	void operationsThatAreNotLetInAreCounted() {
		this.contextRunner.withPropertyValues("customerio.queue.capacity=1", "customerio.queue.linger=1h")
			.run((context) -> {
				add(context, 3);
				assertThat(left(context, "rejected")).isEqualTo(2);
			});
	}

	private static void add(ApplicationContext context, int operations) {
		for (int i = 0; i < operations; i++) {
			CompletableFuture<Void> outcome = context.getBean(CustomerIoQueue.class)
				.add(TrackOperation.identify(Identifier.id("p" + i), Map.of()));
			assertThat(outcome).isNotNull();
		}
	}

	/** In one batch, however slow this thread is. */
	private static void addAtOnce(ApplicationContext context, int operations) {
		context.getBean(CustomerIoQueue.class).pause();
		add(context, operations);
		context.getBean(CustomerIoQueue.class).resume();
	}

	private static double gauge(ApplicationContext context, String name) {
		return context.getBean(MeterRegistry.class).get(name).gauge().value();
	}

	private static double left(ApplicationContext context, String outcome) {
		return context.getBean(MeterRegistry.class)
			.get("customerio.queue.operations")
			.tag("outcome", outcome)
			.functionCounter()
			.count();
	}

	private static DistributionSummary sizes(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("customerio.batch.size").summary();
	}

}
