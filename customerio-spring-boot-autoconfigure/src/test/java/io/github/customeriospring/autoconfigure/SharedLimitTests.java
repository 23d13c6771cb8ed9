package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.ratelimit.shared.RedisServer;
import io.github.customeriospring.ratelimit.window.Sharing;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a limit that two applications share through a real Redis.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedLimitTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final RedisServer redis = RedisServer.started();

	private final RedisClient client = RedisClient.create(this.redis.url());

	private final ApplicationContextRunner sharing = CustomerIoContextRunner.create(this.customerIo.simulator())
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("customerio.rate-limit.shared.enabled=true",
				// a loaded machine may stop for a while
				"customerio.rate-limit.shared.timeout=2s", "customerio.rate-limit.track.limit=20",
				"customerio.rate-limit.track.window=500ms");

	private final ApplicationContextRunner runner = this.sharing
		.withPropertyValues("spring.data.redis.url=" + this.redis.url());

	@AfterEach
	void stopRedis() throws IOException {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		this.redis.close();
	}

	@Test
	void twoApplicationsTogetherStayWithinTheLimit() {
		limit();
		this.runner.run((first) -> this.runner.run((second) -> {
			Flux.merge(calls(first, 60), calls(second, 60)).blockLast(LONG);
			assertThat(this.customerIo.simulator().requests()).hasSize(120)
				.allSatisfy((request) -> assertThat(request.status()).isEqualTo(200));
			Awaitility.await().untilAsserted(() -> assertThat(sharing(first).holders()).hasSize(2));
			assertThat(sharing(second).state()).isEqualTo(Sharing.State.SHARED);
			assertThat(sharing(second).instances()).isEqualTo(2);
		}));
	}

	@Test
	void metersTellWhetherRedisAnswersAndHowManyShare() {
		limit();
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.runner.withBean(SimpleMeterRegistry.class, () -> meters).run((context) -> {
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(meters));
			calls(context, 3).blockLast(LONG);
			assertThat(meters.get("customerio.shared.reached").tag("quota", "track").gauge().value()).isOne();
			assertThat(meters.get("customerio.shared.instances").tag("quota", "track").gauge().value()).isOne();
			assertThat(meters.get("customerio.shared.calls")
				.tags("quota", "track", "outcome", "answered")
				.functionCounter()
				.count()).isPositive();
			assertThat(meters.get("customerio.shared.calls").tag("outcome", "failed").functionCounters()).hasSize(4);
		});
	}

	@Test
	void scriptsMayBeFlushedAndKeysEndByThemselves() {
		limit();
		RedisCommands<String, String> commands = this.client.connect().sync();
		this.runner.run((context) -> {
			calls(context, 10).blockLast(LONG);
			commands.scriptFlush();
			calls(context, 30).blockLast(LONG);
			List<String> keys = commands.scan(ScanArgs.Builder.limit(1000)).getKeys();
			assertThat(keys).isNotEmpty()
				.allSatisfy((key) -> assertThat(commands.pttl(key)).isPositive())
				.allSatisfy((key) -> assertThat(key).matches("\\{customerio:[0-9a-f]{16}:[a-z]+}:[a-z]+")
					.doesNotContain(SimulatedCustomerIo.API_KEY, SimulatedCustomerIo.SITE_ID));
		});
		assertThat(this.customerIo.simulator().requests()).hasSize(40)
			.allSatisfy((request) -> assertThat(request.status()).isEqualTo(200));
	}

	@Test
	void redisThatDiesIsToldAndWaitedFor(CapturedOutput output) {
		limit();
		this.runner.run((context) -> {
			calls(context, 30).blockLast(LONG);
			this.redis.kill();
			calls(context, 20).blockLast(LONG);
			assertThat(sharing(context).state()).isEqualTo(Sharing.State.SHARE);
			this.redis.start();
			Awaitility.await()
				.atMost(LONG)
				.untilAsserted(() -> assertThat(sharing(context).state()).isEqualTo(Sharing.State.SHARED));
			calls(context, 30).blockLast(LONG);
		});
		assertThat(this.customerIo.simulator().requests()).hasSize(80)
			.allSatisfy((request) -> assertThat(request.status()).isEqualTo(200));
		assertThat(output).containsPattern("Redis gives no permits, seen first at quota \\w+ \\([^()]*onnect")
			.contains("Redis answers again");
	}

	@Test
	void nothingOfRedisIsNeededWhereNothingIsShared() {
		CustomerIoContextRunner.create(this.customerIo.simulator())
			.withClassLoader(new FilteredClassLoader("org.springframework.data", "io.lettuce"))
			.run((context) -> {
				calls(context, 3).blockLast(LONG);
				assertThat(context.getBean(WaitingLines.class).line(Quota.TRACK).sharing()).isNull();
			});
	}

	@Test
	void sharingWithoutRedisIsAMistakeThatIsExplained() {
		this.runner.withClassLoader(new FilteredClassLoader(LettuceConnectionFactory.class))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("add 'spring-boot-starter-data-redis'"));
		CustomerIoContextRunner.create(this.customerIo.simulator())
			.withPropertyValues("customerio.rate-limit.shared.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("set 'spring.data.redis.url' or the like"));
	}

	private void limit() {
		this.customerIo.simulator().limit(SimulatedQuota.TRACK, 20, Duration.ofMillis(500));
	}

	private static Flux<Void> calls(ApplicationContext context, int count) {
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		return Flux.range(0, count).flatMap((i) -> template.track("person", "event", Map.of("n", i)), count);
	}

	private static Sharing sharing(ApplicationContext context) {
		Sharing sharing = context.getBean(WaitingLines.class).line(Quota.TRACK).sharing();
		assertThat(sharing).isNotNull();
		return sharing;
	}

}
