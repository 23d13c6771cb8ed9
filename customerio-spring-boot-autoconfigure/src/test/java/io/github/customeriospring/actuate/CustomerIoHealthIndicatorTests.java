package io.github.customeriospring.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.Outage;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CustomerIoHealthIndicator}.
 */
class CustomerIoHealthIndicatorTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(App.class)
		.withPropertyValues("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY,
				"customerio.track.url=" + this.customerIo.simulator().url(), "customerio.retry.max-retries=0",
				"management.tracing.enabled=false");

	@Test
	void healthIsUpWithoutACallToCustomerIo() {
		this.contextRunner.run((context) -> {
			assertThat(health(context)).isEqualTo(Health.up().build());
			assertThat(this.customerIo.simulator().requests()).isEmpty();
			assertThat(context.getBean(HealthEndpoint.class).healthForPath("customerio").getStatus())
				.isEqualTo(Status.UP);
		});
	}

	@Test
	void healthSaysWhyRedisGivesNoPermits() {
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.shared.enabled=true",
					"spring.data.redis.url=redis://127.0.0.1:1")
			.run((context) -> {
				assertThat(health(context)).as("not told yet").isEqualTo(Health.up().build());
				await().atMost(Duration.ofSeconds(60))
					.untilAsserted(() -> assertThat(health(context).getDetails().get("withoutRedis"))
						.asInstanceOf(InstanceOfAssertFactories.list(String.class))
						.anySatisfy((it) -> assertThat(it).startsWith("track: stopped (no connection: ")));
				assertThat(health(context).getStatus()).isEqualTo(CustomerIoHealthIndicator.DEGRADED);
			});
	}

	@Test
	void healthIsDegradedAfterCredentialsWereRefusedUntilACallIsAccepted() {
		this.customerIo.simulator().faults().next(1, Fault.unauthorized());
		this.contextRunner.run((context) -> {
			identify(context);
			assertThat(health(context)).isEqualTo(Health.status(CustomerIoHealthIndicator.DEGRADED)
				.withDetail("credentialsRefused", List.of("track"))
				.build());
			this.customerIo.simulator().faults().next(1, Fault.status(503));
			identify(context);
			assertThat(health(context).getStatus()).isEqualTo(CustomerIoHealthIndicator.DEGRADED);
			identify(context);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void healthTellsTheRestWhenCredentialsWereRefusedWhilePaused() {
		this.customerIo.simulator().faults().next(1, Fault.unauthorized());
		this.contextRunner.run((context) -> {
			identify(context);
			context.getBean(CustomerIoQueue.class).pause();
			assertThat(health(context).getDetails()).containsEntry("credentialsRefused", List.of("track"))
				.containsEntry("pausedByOperator", List.of("queue"));
		});
	}

	@Test
	void healthIsDegradedWhileTheQueueHolds() {
		this.contextRunner.run((context) -> {
			CompletableFuture<Void> outcome;
			try (Outage outage = this.customerIo.simulator().faults().outage(Fault.status(503))) {
				outcome = context.getBean(CustomerIoQueue.class)
					.add(TrackOperation.identify(Identifier.id("42"), Map.of()));
				await().untilAsserted(
						() -> assertThat(health(context).getDetails()).containsEntry("holding", List.of("queue")));
				assertThat(health(context).getStatus()).isEqualTo(CustomerIoHealthIndicator.DEGRADED);
			}
			assertThat(outcome).succeedsWithin(Duration.ofSeconds(40));
			assertThat(health(context).getDetails()).doesNotContainKey("holding");
		});
	}

	@Test
	void healthIsDegradedWhileCallsGetNoAnswer() {
		this.customerIo.simulator().faults().next(5, Fault.status(503));
		this.contextRunner.run((context) -> {
			for (int i = 0; i < 4; i++) {
				identify(context);
			}
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			identify(context);
			assertThat(health(context)).isEqualTo(Health.status(CustomerIoHealthIndicator.DEGRADED)
				.withDetail("unanswered", List.of("track"))
				.build());
			identify(context);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void refusedApiIsForgottenWhenNoCallFollows() {
		AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1);
		RefusedCredentials refused = new RefusedCredentials(time::get);
		refused.answered(Quota.TRACK, 401);
		time.addAndGet(RefusedCredentials.MEMORY.toNanos() - 1);
		assertThat(refused.apis()).containsExactly("track");
		time.incrementAndGet();
		assertThat(refused.apis()).isEmpty();
	}

	@Test
	void refusedApisAreTheSameWhateverCameFirstAndNoOtherAnswerChangesThem() {
		RefusedCredentials refused = new RefusedCredentials(() -> 0);
		refused.answered(Quota.TRACK, 403);
		assertThat(refused.apis()).isEmpty();
		refused.answered(Quota.TRACK, 401);
		refused.answered(Quota.APP, 401);
		refused.answered(Quota.APP, 301);
		assertThat(refused.apis()).containsExactly("app", "track");
	}

	@Test
	void acceptedCallOfOneApiSaysNothingOfTheOthersCredentials() {
		RefusedCredentials refused = new RefusedCredentials(() -> 0);
		refused.answered(Quota.BROADCAST, 401);
		refused.answered(Quota.TRACK, 401);
		refused.answered(Quota.TRACK, 200);
		assertThat(refused.apis()).containsExactly("app");
		refused.answered(Quota.APP, 200);
		assertThat(refused.apis()).isEmpty();
	}

	@Test
	void healthIsDegradedWhileCustomerIoPausesAQuota() {
		this.customerIo.simulator().faults().next(1, Fault.tooManyRequests(Duration.ofMinutes(3)));
		this.contextRunner.run((context) -> {
			identify(context);
			assertThat(health(context)).isEqualTo(Health.status(CustomerIoHealthIndicator.DEGRADED)
				.withDetail("pausedByCustomerIo", List.of("track"))
				.build());
		});
	}

	@Test
	void healthIsDegradedWhileAnOperatorPausesAndTheApplicationsIsNot() {
		this.contextRunner.run((context) -> {
			context.getBean(WaitingLines.class).line(Quota.APP).pause();
			context.getBean(CustomerIoQueue.class).pause();
			assertThat(health(context)).isEqualTo(Health.status(CustomerIoHealthIndicator.DEGRADED)
				.withDetail("pausedByOperator", List.of("app", "queue"))
				.build());
			assertThat(context.getBean(StatusAggregator.class)
				.getAggregateStatus(Status.UP, CustomerIoHealthIndicator.DEGRADED)).isEqualTo(Status.UP);
			assertThat(context.getBean(HttpCodeStatusMapper.class).getStatusCode(CustomerIoHealthIndicator.DEGRADED))
				.isEqualTo(200);
		});
	}

	@Test
	void healthIsDegradedWhenLinesAreAlmostFull() {
		this.contextRunner
			.withPropertyValues("customerio.rate-limit.track.capacity=10", "customerio.queue.capacity=10",
					"customerio.shutdown-timeout=0s")
			.run((context) -> {
				context.getBean(WaitingLines.class).line(Quota.TRACK).pause();
				ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
				for (int i = 0; i < 8; i++) {
					template.identify("p" + i, Map.of()).subscribe((done) -> {
					}, (ex) -> {
					});
				}
				assertThat(health(context).getDetails()).doesNotContainKey("almostFull");
				template.identify("p9", Map.of()).subscribe((done) -> {
				}, (ex) -> {
				});
				for (int i = 0; i < 9; i++) {
					context.getBean(CustomerIoQueue.class)
						.add(TrackOperation.identify(Identifier.id("q" + i), Map.of()));
				}
				assertThat(health(context).getStatus()).isEqualTo(CustomerIoHealthIndicator.DEGRADED);
				assertThat(health(context).getDetails()).containsEntry("almostFull", List.of("track", "queue"));
			});
	}

	private static Health health(ApplicationContext context) {
		Health health = context.getBean(CustomerIoHealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	private static void identify(ApplicationContext context) {
		context.getBean(ReactiveCustomerIoTemplate.class)
			.identify("42", Map.of())
			.onErrorComplete()
			.block(Duration.ofSeconds(20));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
