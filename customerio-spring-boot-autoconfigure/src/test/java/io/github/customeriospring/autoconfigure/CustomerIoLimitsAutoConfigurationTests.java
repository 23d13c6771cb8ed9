package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Backoff;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CustomerIoLimitsAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CustomerIoLimitsAutoConfigurationTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator());

	@ParameterizedTest
	@EnumSource
	void limiterStandsInTheRegistryByDefault(Quota quota) {
		this.contextRunner.run((context) -> {
			RateLimiter limiter = limiter(context, quota);
			assertThat(isOurs(limiter)).isTrue();
			assertThat(context.getBean(RateLimiterRegistry.class).find("customerio-" + quota.id()))
				.containsSame(limiter);
			String bean = "customerIo" + quota.name().charAt(0) + quota.id().substring(1) + "RateLimiter";
			assertThat(context.getBean(bean)).isSameAs(limiter);
		});
	}

	@Test
	void retryStandsInTheRegistryByDefault() {
		this.contextRunner.run((context) -> assertThat(context.getBean(RetryRegistry.class).find("customerio"))
			.containsSame(context.getBean("customerIoRetry", Retry.class)));
	}

	@Test
	void limiterBacksOffForTheUsersBeanOfThatName() {
		RateLimiter own = RateLimiter.ofDefaults("own");
		this.contextRunner.withBean("customerIoTrackRateLimiter", RateLimiter.class, () -> own).run((context) -> {
			assertThat(limiter(context, Quota.TRACK)).isSameAs(own);
			assertThat(isOurs(limiter(context, Quota.APP))).isTrue();
		});
	}

	@Test
	void limiterOfTheUserIsToldWithTheSettingsThatDoNothing(CapturedOutput output) {
		this.contextRunner
			.withBean("customerIoTrackRateLimiter", RateLimiter.class, () -> RateLimiter.ofDefaults("own"))
			.withPropertyValues("customerio.rate-limit.track.limit=7", "customerio.rate-limit.track.capacity=9")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("Quota track uses the application's own limiter 'own' (50 per 0 ms)")
				.contains("So [customerio.rate-limit.track.limit] do nothing"));
	}

	@Test
	void limiterOfOursIsNotTold(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.track.limit=7",
					"customerio.rate-limit.app.tuning.algorithm=token-bucket")
			.run((context) -> assertThat(output).doesNotContain("own limiter"));
	}

	@Test
	void retryOfTheUserIsToldWithTheSettingsThatDoNothing(CapturedOutput output) {
		this.contextRunner.withBean("customerIoRetry", Retry.class, () -> Retry.ofDefaults("own"))
			.withPropertyValues("customerio.retry.max-retries=7", "customerio.retry.budget=9")
			.run((context) -> assertThat(output)
				.contains("The client uses the application's own retry 'own'", "customerio.retry.max-retries")
				.doesNotContain("customerio.retry.budget"));
	}

	@Test
	void limiterBacksOffForAnEntryInTheUsersRegistry() {
		RateLimiterRegistry registry = RateLimiterRegistry.ofDefaults();
		RateLimiter own = registry.rateLimiter("customerio-track");
		this.contextRunner.withBean("own", RateLimiterRegistry.class, () -> registry).run((context) -> {
			assertThat(context.getBean(RateLimiterRegistry.class)).isSameAs(registry);
			assertThat(limiter(context, Quota.TRACK)).isSameAs(own);
			assertThat(registry.find("customerio-app")).containsSame(limiter(context, Quota.APP));
		});
	}

	@Test
	void retryBacksOffForTheUsersBeanOfThatName() {
		Retry own = Retry.of("own", RetryConfig.custom().maxAttempts(1).build());
		this.contextRunner.withBean("customerIoRetry", Retry.class, () -> own)
			.run((context) -> assertThatOneFailureUses(context, own));
	}

	@Test
	void retryBacksOffForAnEntryInTheUsersRegistry() {
		RetryRegistry registry = RetryRegistry.of(RetryConfig.custom().maxAttempts(1).build());
		Retry own = registry.retry("customerio");
		this.contextRunner.withBean("own", RetryRegistry.class, () -> registry)
			.run((context) -> assertThatOneFailureUses(context, own));
	}

	private void assertThatOneFailureUses(ApplicationContext context, Retry retry) {
		this.customerIo.simulator().faults().next(1, Fault.status(503));
		assertThatExceptionOfType(CustomerIoResponseException.class)
			.isThrownBy(() -> context.getBean(ReactiveCustomerIoTemplate.class)
				.identify("42", Map.of())
				.block(Duration.ofSeconds(20)));
		assertThat(retry.getMetrics().getNumberOfFailedCallsWithRetryAttempt()
				+ retry.getMetrics().getNumberOfFailedCallsWithoutRetryAttempt())
			.isOne();
	}

	@Test
	void backoffBacksOffForTheUsersBeanWhichTheRetryUses() {
		Duration delay = Duration.ofMillis(1234);
		this.contextRunner.withBean("own", Backoff.class, () -> new Backoff(delay, delay, 0)).run((context) -> {
			assertThat(context).hasSingleBean(Backoff.class);
			assertThat(context.getBean("customerIoRetry", Retry.class)
				.getRetryConfig()
				.getIntervalBiFunction()
				.apply(1, Either.left(new IllegalStateException()))).isEqualTo(1234L);
		});
	}

	@Test
	void injectionByTypeWhenTheUserHasASingleBeanIsUnambiguous() {
		this.contextRunner.withUserConfiguration(OwnBeans.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Injected.class)).isEqualTo(new Injected(
					context.getBean("partner", RateLimiter.class), context.getBean("partnerRetry", Retry.class),
					context.getBean("partnerScheduler", Scheduler.class),
					context.getBean("partnerConnector", ClientHttpConnector.class)));
			assertThat(isOurs(limiter(context, Quota.TRACK))).isTrue();
		});
	}

	@Test
	void stockLimiterOfTheUserDeliversInOrder() {
		RateLimiter own = RateLimiter.of("own",
				RateLimiterConfig.custom()
					.limitForPeriod(10)
					.limitRefreshPeriod(Duration.ofMillis(100))
					.timeoutDuration(Duration.ofSeconds(10))
					.build());
		this.contextRunner.withBean("customerIoTrackRateLimiter", RateLimiter.class, () -> own)
			// requests that overlap may arrive in any order
			.withPropertyValues("customerio.rate-limit.track.tuning.max-in-flight=1")
			.run((context) -> {
				ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
				Flux.range(0, 30)
					.flatMap((i) -> template.identify("p" + i, Map.of()), 30)
					.blockLast(Duration.ofSeconds(20));
				assertThat(this.customerIo.simulator().requests()).hasSize(30)
					.extracting(RecordedRequest::body)
					.zipSatisfy(IntStream.range(0, 30).boxed().toList(),
							(body, i) -> assertThat(body).contains("\"p" + i + "\""));
				assertThat(this.customerIo.simulator().stats(SimulatedQuota.TRACK).refused()).isZero();
			});
	}

	private static boolean isOurs(RateLimiter limiter) {
		return limiter.getClass().getName().startsWith("io.github.customeriospring.");
	}

	private static RateLimiter limiter(ApplicationContext context, Quota quota) {
		return context.getBean(WaitingLines.class).line(quota).limiter();
	}

	private record Injected(RateLimiter limiter, Retry retry, Scheduler scheduler, ClientHttpConnector connector) {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		RateLimiter partner() {
			return RateLimiter.ofDefaults("partner");
		}

		@Bean
		Retry partnerRetry() {
			return Retry.ofDefaults("partner");
		}

		@Bean(destroyMethod = "dispose")
		Scheduler partnerScheduler() {
			return Schedulers.newSingle("partner");
		}

		@Bean
		ClientHttpConnector partnerConnector() {
			return new JdkClientHttpConnector();
		}

		@Bean
		Injected injected(RateLimiter limiter, Retry retry, Scheduler scheduler, ClientHttpConnector connector) {
			return new Injected(limiter, retry, scheduler, connector);
		}

	}

}
