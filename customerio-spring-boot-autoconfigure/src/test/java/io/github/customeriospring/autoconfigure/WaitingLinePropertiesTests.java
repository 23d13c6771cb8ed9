package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the properties of the waiting lines take effect, each told by its name where
 * a call is refused. With a limit of one in an hour, the second call waits.
 */
class WaitingLinePropertiesTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator())
		.withPropertyValues("customerio.rate-limit.track.limit=1", "customerio.rate-limit.track.window=1h",
				"customerio.rate-limit.track.max-wait=23h", "customerio.retry.max-retries=0",
				"customerio.shutdown-timeout=0s");

	@Test
	void capacityBoundsTheCallsThatWait() {
		this.contextRunner.withPropertyValues("customerio.rate-limit.track.capacity=2").run((context) -> {
			identify(context);
			subscribe(context, 2);
			assertThat(line(context).waiting()).isEqualTo(2);
			assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> identify(context))
				.withMessageContaining("the line is full, 2 calls wait")
				.withMessageContaining("'capacity' 2");
		});
	}

	@Test
	void capacityIsTenThousandByDefault() {
		this.contextRunner.withPropertyValues("customerio.rate-limit.track.window=1s").run((context) -> {
			context.getBean(WaitingLines.class).line(Quota.TRACK).pause();
			subscribe(context, 10_000);
			assertThat(line(context).waiting()).isEqualTo(10_000);
			assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> identify(context));
		});
	}

	@Test
	void maxWaitBoundsTheWait() {
		this.contextRunner.withPropertyValues("customerio.rate-limit.track.max-wait=30m").run((context) -> {
			identify(context);
			assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> identify(context))
				.withMessageContaining("'max-wait' 1800000 ms");
			assertThat(line(context).waiting()).isZero();
		});
	}

	@Test
	void maxInFlightBoundsTheCallsWithoutAnAnswer() {
		this.customerIo.simulator().faults().next(3, Fault.slow(Duration.ofMinutes(1)));
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.track.limit=100",
					"customerio.rate-limit.track.tuning.max-in-flight=3")
			.run((context) -> {
				subscribe(context, 5);
				assertThat(line(context).inFlight()).isEqualTo(3);
				assertThat(line(context).waiting()).isEqualTo(2);
			});
	}

	@Test
	void minPauseIsThePauseAfterAThrottledAnswerThatDoesNotSayHowLong() {
		this.customerIo.simulator().faults().next(1, Fault.tooManyRequests());
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.pause-without-retry-after=10s",
					"customerio.rate-limit.track.window=1s")
			.run((context) -> {
				assertThatExceptionOfType(CustomerIoThrottledException.class).isThrownBy(() -> identify(context));
				assertThat(line(context).pauseRemaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
			});
	}

	@Test
	void maxPauseBoundsThePauseThatAPermitTakes() {
		this.customerIo.simulator().faults().next(1, Fault.tooManyRequests());
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.track.window=1d", "customerio.rate-limit.track.max-wait=1d")
			.run((context) -> {
				assertThatExceptionOfType(CustomerIoThrottledException.class).isThrownBy(() -> identify(context));
				assertThat(line(context).pauseRemaining()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
			});
	}

	@Test
	void maxPauseBoundsWhatAThrottledAnswerAsksFor() {
		this.customerIo.simulator().faults().next(1, Fault.tooManyRequests(Duration.ofHours(9)));
		this.contextRunner.withPropertyValues("customerio.rate-limit.max-retry-after=1m").run((context) -> {
			assertThatExceptionOfType(CustomerIoThrottledException.class).isThrownBy(() -> identify(context));
			assertThat(line(context).pauseRemaining()).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(1));
		});
	}

	private static void identify(ApplicationContext context) {
		context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
	}

	private static void subscribe(ApplicationContext context, int calls) {
		for (int i = 0; i < calls; i++) {
			context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).subscribe((done) -> {
			}, (ex) -> {
			});
		}
	}

	private static QuotaControl line(ApplicationContext context) {
		return context.getBean(WaitingLines.class).line(Quota.TRACK);
	}

}
