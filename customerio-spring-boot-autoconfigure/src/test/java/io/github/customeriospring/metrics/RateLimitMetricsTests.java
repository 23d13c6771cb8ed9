package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RateLimitMetrics}.
 */
class RateLimitMetricsTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = MetricsContextRunner.create(this.customerIo.simulator());

	@ParameterizedTest
	@EnumSource
	void metersOfAQuotaAreThereBeforeItsFirstCall(Quota quota) {
		MeterRegistry registry = new SimpleMeterRegistry();
		new RateLimitMetrics(registry);
		assertThat(waits(registry, quota).count()).isZero();
		assertThat(count(registry, "customerio.throttled", quota)).isZero();
		assertThat(count(registry, "customerio.refused", quota)).isZero();
	}

	@Test
	void waitIsRecordedInNanoseconds() {
		MeterRegistry registry = new SimpleMeterRegistry();
		new RateLimitMetrics(registry).permitted(Quota.APP, Priority.INTERACTIVE, 5_000_000);
		assertThat(waits(registry, Quota.APP).totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
		assertThat(waits(registry, Quota.TRACK).count()).isZero();
	}

	@Test
	void waitsCountThePermitsUsed() {
		this.contextRunner.run((context) -> {
			identify(context, 3);
			assertThat(waits(registry(context), Quota.TRACK).count()).isEqualTo(3);
			assertThat(waits(registry(context), Quota.APP).count()).isZero();
		});
	}

	@Test
	void waitsCountEveryAttempt() {
		this.customerIo.simulator().faults().next(2, Fault.status(503));
		this.contextRunner.run((context) -> {
			identify(context, 1);
			assertThat(waits(registry(context), Quota.TRACK).count()).isEqualTo(3);
		});
	}

	@Test
	void throttledCountsTheAnswersWithStatus429() {
		this.customerIo.simulator().faults().next(2, Fault.tooManyRequests());
		this.contextRunner.run((context) -> {
			identify(context, 2);
			assertThat(count(registry(context), "customerio.throttled", Quota.TRACK)).isEqualTo(2);
			assertThat(count(registry(context), "customerio.throttled", Quota.APP)).isZero();
		});
	}

	@Test
	void throttledDoesNotCountOtherFailures() {
		this.customerIo.simulator()
			.faults()
			.next(1, Fault.status(503))
			.next(1, Fault.reset())
			.next(1, Fault.status(400));
		this.contextRunner.run((context) -> {
			assertThatExceptionOfType(CustomerIoException.class).isThrownBy(() -> identify(context, 1));
			assertThat(this.customerIo.simulator().requests()).hasSize(3);
			assertThat(count(registry(context), "customerio.throttled", Quota.TRACK)).isZero();
		});
	}

	@Test
	void refusedCountsTheCallsNotLetIn() {
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.track.limit=1", "customerio.rate-limit.track.window=1h")
			.run((context) -> {
				identify(context, 1);
				assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> identify(context, 1));
				assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> identify(context, 1));
				assertThat(count(registry(context), "customerio.refused", Quota.TRACK)).isEqualTo(2);
				assertThat(waits(registry(context), Quota.TRACK).count()).isOne();
			});
	}

	private static void identify(ApplicationContext context, int calls) {
		for (int i = 0; i < calls; i++) {
			context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
		}
	}

	private static MeterRegistry registry(ApplicationContext context) {
		return context.getBean(MeterRegistry.class);
	}

	private static Timer waits(MeterRegistry registry, Quota quota) {
		return registry.get("customerio.permit.wait").tag("quota", quota.id()).tag("priority", "interactive").timer();
	}

	private static double count(MeterRegistry registry, String name, Quota quota) {
		return registry.get(name).tag("quota", quota.id()).counter().count();
	}

}
