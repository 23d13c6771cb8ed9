package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WaitingLineMetrics}. The window is so long that no permit comes back.
 */
class WaitingLineMetricsTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = MetricsContextRunner.create(this.customerIo.simulator())
		.withPropertyValues("customerio.rate-limit.track.limit=10", "customerio.rate-limit.track.window=1h",
				"customerio.rate-limit.track.max-wait=10h", "customerio.retry.max-retries=0",
				"customerio.shutdown-timeout=0s");

	@ParameterizedTest
	@EnumSource
	void metersOfAQuotaAreThereBeforeItsFirstCall(Quota quota) {
		this.contextRunner.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters())
			.filteredOn((meter) -> quota.id().equals(meter.getId().getTag("quota")))
			.filteredOn((meter) -> meter.getId().getType() == Meter.Type.GAUGE)
			.extracting((meter) -> meter.getId().getName())
			// how simple registries show the buckets of a timer
			.filteredOn((name) -> !name.endsWith(".histogram") && !name.startsWith("customerio.retry"))
			.containsExactlyInAnyOrder("customerio.permits.available", "customerio.permits.limit",
					"customerio.permits.effective", "customerio.waiting", "customerio.waiting.fill",
					"customerio.paused", "customerio.in.flight", "customerio.pause.remaining"));
	}

	@Test
	void availablePermitsFallWithEachCall() {
		this.contextRunner.run((context) -> {
			assertThat(gauge(context, "customerio.permits.available")).isEqualTo(10);
			identify(context, 3);
			assertThat(gauge(context, "customerio.permits.available")).isEqualTo(7);
			assertThat(gauge(context, "customerio.permits.limit")).isEqualTo(10);
		});
	}

	@Test
	void effectiveLimitFallsWithAnAnswerOf429() {
		this.contextRunner.run((context) -> {
			identify(context, 3);
			assertThat(gauge(context, "customerio.permits.effective")).isEqualTo(10);
			throttle(context, Fault.tooManyRequests());
			assertThat(gauge(context, "customerio.permits.effective")).isBetween(1.0, 9.0);
			assertThat(gauge(context, "customerio.permits.limit")).isEqualTo(10);
		});
	}

	@Test
	void pauseRemainsAfterAnAnswerOf429() {
		this.contextRunner.run((context) -> {
			assertThat(gauge(context, "customerio.pause.remaining")).isZero();
			throttle(context, Fault.tooManyRequests(Duration.ofMinutes(3)));
			// simple registries count in seconds
			assertThat(gauge(context, "customerio.pause.remaining")).isBetween(60.0, 180.0);
		});
	}

	@Test
	void waitingCallsAreCountedAlsoByResilience4j() {
		this.contextRunner.run((context) -> {
			subscribe(context, 14);
			assertThat(gauge(context, "customerio.waiting")).isEqualTo(4);
			assertThat(context.getBean(MeterRegistry.class)
				.get("resilience4j.ratelimiter.waiting_threads")
				.tag("name", "customerio-track")
				.gauge()
				.value()).isEqualTo(4);
		});
	}

	@Test
	void callsInFlightAreCountedUntilTheirAnswer() {
		this.customerIo.simulator().faults().next(2, Fault.slow(Duration.ofMinutes(1)));
		this.contextRunner.run((context) -> {
			subscribe(context, 2);
			assertThat(gauge(context, "customerio.in.flight")).isEqualTo(2);
		});
		this.customerIo.simulator().reset();
		this.contextRunner.run((context) -> {
			identify(context, 2);
			// the caller has its answer a moment before it is counted
			await().untilAsserted(() -> assertThat(gauge(context, "customerio.in.flight")).isZero());
		});
	}

	@Test
	void limitOfALimiterOfAnotherKindIsInForce() {
		RateLimiter own = RateLimiter.ofDefaults("own");
		this.contextRunner.withBean("customerIoTrackRateLimiter", RateLimiter.class, () -> own).run((context) -> {
			assertThat(gauge(context, "customerio.permits.limit"))
				.isEqualTo(own.getRateLimiterConfig().getLimitForPeriod());
			assertThat(gauge(context, "customerio.permits.effective"))
				.isEqualTo(own.getRateLimiterConfig().getLimitForPeriod());
		});
	}

	private static void identify(ApplicationContext context, int calls) {
		for (int i = 0; i < calls; i++) {
			context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
		}
	}

	private static void subscribe(ApplicationContext context, int calls) {
		for (int i = 0; i < calls; i++) {
			context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).subscribe((done) -> {
			}, (ex) -> {
			});
		}
	}

	private void throttle(ApplicationContext context, Fault fault) {
		this.customerIo.simulator().faults().next(1, fault);
		assertThatExceptionOfType(CustomerIoThrottledException.class).isThrownBy(() -> identify(context, 1));
	}

	private static double gauge(ApplicationContext context, String name) {
		return context.getBean(MeterRegistry.class).get(name).tag("quota", "track").gauge().value();
	}

}
