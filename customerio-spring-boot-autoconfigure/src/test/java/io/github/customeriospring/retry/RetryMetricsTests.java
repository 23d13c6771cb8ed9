package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.metrics.MetricsContextRunner;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link RetryMetrics}.
 */
class RetryMetricsTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = MetricsContextRunner.create(this.customerIo.simulator());

	@ParameterizedTest
	@MethodSource
	void retriesAreCountedByReason(Fault fault, String reason) {
		this.customerIo.simulator().faults().next(2, fault);
		this.contextRunner.run((context) -> {
			identify(context);
			assertThat(retries(context.getBean(MeterRegistry.class))).isEqualTo(Map.of(reason, 2.0));
		});
	}

	static Stream<Arguments> retriesAreCountedByReason() {
		return Stream.of(arguments(Fault.tooManyRequests(), "429"), arguments(Fault.status(503), "503"),
				arguments(Fault.emptyBody(408), "408"), arguments(Fault.reset(), "no answer"),
				arguments(Fault.acceptThenReset(), "no answer"));
	}

	@Test
	void retriesForDifferentReasonsAreCountedApart() {
		this.customerIo.simulator()
			.faults()
			.next(1, Fault.status(500))
			.next(1, Fault.reset())
			.next(1, Fault.status(500));
		this.contextRunner.run((context) -> {
			identify(context);
			assertThat(retries(context.getBean(MeterRegistry.class))).isEqualTo(Map.of("500", 2.0, "no answer", 1.0));
		});
	}

	@Test
	void retriesWhenNothingListensAreForNoConnection() {
		SimulatedCustomerIo closed = SimulatedCustomerIo.start();
		closed.close();
		MetricsContextRunner.create(closed).withPropertyValues("customerio.retry.max-retries=2").run((context) -> {
			assertThatExceptionOfType(CustomerIoException.class).isThrownBy(() -> identify(context));
			assertThat(retries(context.getBean(MeterRegistry.class))).isEqualTo(Map.of("no connection", 2.0));
		});
	}

	@Test
	void failureThatIsNotRetriedIsNotCounted() {
		this.customerIo.simulator().faults().next(1, Fault.status(400));
		this.contextRunner.run((context) -> {
			assertThatExceptionOfType(CustomerIoException.class).isThrownBy(() -> identify(context));
			assertThat(retries(context.getBean(MeterRegistry.class))).isEmpty();
		});
	}

	@Test
	void retryThatTheBudgetDeniesIsCounted() {
		this.customerIo.simulator().faults().next(3, Fault.status(503));
		this.contextRunner.withPropertyValues("customerio.retry.budget=10").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("customerio.retry.tokens").tag("quota", "track").gauge().value()).isEqualTo(10);
			assertThatExceptionOfType(CustomerIoException.class).isThrownBy(() -> identify(context));
			assertThat(retries(registry)).isEqualTo(Map.of("503", 2.0));
			assertThat(registry.get("customerio.retry.tokens").tag("quota", "track").gauge().value()).isZero();
			assertThat(denied(registry)).isEqualTo(Map.of("budget", 1.0, "unsafe", 0.0));
		});
	}

	@ParameterizedTest
	@MethodSource
	void messageThatMayHaveBeenSentIsCountedAsUnsafe(Fault fault) {
		this.customerIo.simulator().faults().next(1, fault);
		this.contextRunner.run((context) -> {
			assertThatExceptionOfType(CustomerIoException.class).isThrownBy(() -> sendEmail(context));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(denied(registry)).isEqualTo(Map.of("budget", 0.0, "unsafe", 1.0));
			assertThat(retries(registry)).isEmpty();
		});
	}

	static Stream<Fault> messageThatMayHaveBeenSentIsCountedAsUnsafe() {
		return Stream.of(Fault.status(503), Fault.emptyBody(408), Fault.reset(), Fault.acceptThenReset());
	}

	@Test
	void messageThatSurelyWasNotSentIsNotCountedAsUnsafe() {
		this.customerIo.simulator().faults().next(1, Fault.tooManyRequests()).next(1, Fault.status(400));
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.transactional.limit=1",
					"customerio.rate-limit.transactional.window=1h",
					"customerio.rate-limit.pause-without-retry-after=1ms", "customerio.rate-limit.max-retry-after=1ms")
			.run((context) -> {
				assertThatExceptionOfType(CustomerIoResponseException.class).isThrownBy(() -> sendEmail(context));
				assertThatExceptionOfType(CustomerIoNotSentException.class).isThrownBy(() -> sendEmail(context));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(denied(registry)).isEqualTo(Map.of("budget", 0.0, "unsafe", 0.0));
				assertThat(retries(registry)).isEqualTo(Map.of("429", 1.0));
			});
	}

	@Test
	void messageWhenUnsafeRetriesAreAllowedIsNotDenied() {
		this.customerIo.simulator().faults().next(1, Fault.status(503));
		this.contextRunner.withPropertyValues("customerio.retry.repeat-messages=true").run((context) -> {
			sendEmail(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(denied(registry)).isEqualTo(Map.of("budget", 0.0, "unsafe", 0.0));
			assertThat(retries(registry)).isEqualTo(Map.of("503", 1.0));
		});
	}

	@Test
	void errorOfAnotherKindIsCountedAsOther() {
		Retry retry = Retry.ofDefaults("own");
		MeterRegistry registry = new SimpleMeterRegistry();
		new RetryMetrics(retry, new RetryBudget(0)).bindTo(registry);
		retry.asyncContext().onError(new IllegalStateException("secret"));
		assertThat(retries(registry)).isEqualTo(Map.of("other", 1.0));
	}

	@Test
	void retriesWhenBoundTwiceAreCountedInBothRegistries() {
		Retry retry = Retry.ofDefaults("own");
		MeterRegistry first = new SimpleMeterRegistry();
		MeterRegistry second = new SimpleMeterRegistry();
		RetryMetrics metrics = new RetryMetrics(retry, new RetryBudget(0));
		metrics.bindTo(first);
		metrics.bindTo(second);
		retry.asyncContext().onError(new IllegalStateException());
		assertThat(retries(first)).isEqualTo(retries(second)).isEqualTo(Map.of("other", 1.0));
	}

	private static void identify(ApplicationContext context) {
		context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
	}

	private static void sendEmail(ApplicationContext context) {
		TransactionalMessage email = TransactionalMessage.email(Identifier.id("42"))
			.to("jane@example.com")
			.from("shop@example.com")
			.subject("Receipt")
			.body("Thank you")
			.build();
		context.getBean(ReactiveCustomerIoTemplate.class).send(email).block(Duration.ofSeconds(20));
	}

	private static Map<String, Double> denied(MeterRegistry registry) {
		return registry.get("customerio.retries.denied")
			.functionCounters()
			.stream()
			.collect(Collectors.toMap((counter) -> counter.getId().getTag("reason"), FunctionCounter::count,
					Double::sum));
	}

	private static Map<String, Double> retries(MeterRegistry registry) {
		Map<String, Double> retries = new HashMap<>();
		for (Counter counter : registry.find("customerio.retries").counters()) {
			retries.put(counter.getId().getTag("reason"), counter.count());
		}
		return retries;
	}

}
