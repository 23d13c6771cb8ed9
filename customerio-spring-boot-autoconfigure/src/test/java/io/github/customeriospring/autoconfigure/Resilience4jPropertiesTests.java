package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CustomerIoLimitsAutoConfiguration} beside the starter of Resilience4j.
 */
class Resilience4jPropertiesTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner withoutStarter = CustomerIoContextRunner.create(this.customerIo.simulator());

	private final ApplicationContextRunner withStarter = this.withoutStarter
		.withConfiguration(AutoConfigurations.of(RateLimiterAutoConfiguration.class, RetryAutoConfiguration.class));

	@Test
	void limiterWhenResilience4jHasAnInstanceOfThatNameIsThatInstance() {
		this.withStarter
			.withPropertyValues("resilience4j.ratelimiter.instances.customerio-track.limit-for-period=7",
					"resilience4j.ratelimiter.instances.customerio-track.limit-refresh-period=200ms",
					"customerio.rate-limit.track.limit=50")
			.run((context) -> {
				RateLimiter limiter = limiter(context, Quota.TRACK);
				assertThat(limiter.getRateLimiterConfig().getLimitForPeriod()).isEqualTo(7);
				assertThat(limiter.getRateLimiterConfig().getLimitRefreshPeriod()).isEqualTo(Duration.ofMillis(200));
				assertThat(context.getBean(RateLimiterRegistry.class).find("customerio-track")).containsSame(limiter);
				assertThat(isOurs(limiter(context, Quota.TRANSACTIONAL))).isTrue();
			});
	}

	@Test
	void limiterWhenResilience4jHasOnlyOtherInstancesIsOurs() {
		this.withStarter.withPropertyValues("resilience4j.ratelimiter.instances.partner.limit-for-period=7")
			.run((context) -> {
				RateLimiterRegistry registry = context.getBean(RateLimiterRegistry.class);
				assertThat(registry.find("partner")).isPresent();
				assertThat(registry.find("customerio-track"))
					.hasValueSatisfying((limiter) -> assertThat(isOurs(limiter)).isTrue());
			});
	}

	@Test
	void retryWhenResilience4jHasAnInstanceOfThatNameIsThatInstance() {
		this.withStarter
			.withPropertyValues("resilience4j.retry.instances.customerio.max-attempts=2",
					"resilience4j.retry.instances.customerio.wait-duration=1ms", "customerio.retry.max-retries=7")
			.run((context) -> {
				this.customerIo.simulator().faults().next(3, Fault.status(503));
				assertThatExceptionOfType(CustomerIoResponseException.class).isThrownBy(() -> identify(context));
				assertThat(this.customerIo.simulator().requests()).hasSize(2);
			});
	}

	@Test
	void retryWhenResilience4jHasOnlyOtherInstancesIsOurs() {
		this.withStarter
			.withPropertyValues("resilience4j.retry.instances.partner.max-attempts=2", "customerio.retry.max-retries=3")
			.run((context) -> {
				this.customerIo.simulator().faults().next(3, Fault.status(503));
				identify(context);
				assertThat(this.customerIo.simulator().requests()).hasSize(4);
				assertThat(context.getBean(RetryRegistry.class).find("partner")).isPresent();
			});
	}

	@Test
	void clientWithoutTheStarterDelivers() {
		this.withoutStarter.withClassLoader(new FilteredClassLoader("io.github.resilience4j.springboot"))
			.run((context) -> {
				identify(context);
				assertThat(this.customerIo.simulator().people()).containsOnlyKeys("42");
				assertThat(context).hasSingleBean(RateLimiterRegistry.class).hasSingleBean(RetryRegistry.class);
			});
	}

	private static void identify(ApplicationContext context) {
		context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
	}

	private static boolean isOurs(RateLimiter limiter) {
		return limiter.getClass().getName().startsWith("io.github.customeriospring.");
	}

	private static RateLimiter limiter(ApplicationContext context, Quota quota) {
		return context.getBean(WaitingLines.class).line(quota).limiter();
	}

}
