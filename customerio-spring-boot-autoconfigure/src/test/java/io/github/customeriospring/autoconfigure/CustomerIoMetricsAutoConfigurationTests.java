package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.Quota;
import io.github.customeriospring.metrics.CustomerIoMetricsAutoConfiguration;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetricsPublisher;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetricsPublisher;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration;
import io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterMetricsAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryMetricsAutoConfiguration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link CustomerIoMetricsAutoConfiguration}.
 */
class CustomerIoMetricsAutoConfigurationTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner withoutMetrics = CustomerIoContextRunner.create(this.customerIo.simulator());

	private final ApplicationContextRunner withMetrics = this.withoutMetrics
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		// so that a permit is not back before it is looked at
		.withPropertyValues("customerio.rate-limit.track.window=1h");

	private final ApplicationContextRunner withStarter = this.withMetrics.withConfiguration(
			AutoConfigurations.of(RateLimiterAutoConfiguration.class, RateLimiterMetricsAutoConfiguration.class,
					RetryAutoConfiguration.class, RetryMetricsAutoConfiguration.class));

	@Test
	void metersAreCreatedByDefault() {
		this.withMetrics.run((context) -> assertThat(context).hasBean("customerIoRateLimitMetrics")
			.hasBean("customerIoWaitingLineMetrics")
			.hasBean("customerIoRetryMetrics")
			.hasBean("customerIoQueueMetrics")
			.hasBean("customerIoBatchMetrics")
			.hasSingleBean(TaggedRateLimiterMetrics.class)
			.hasSingleBean(TaggedRetryMetrics.class));
	}

	@Test
	void metersBackOffForTheUsersBeans() {
		MeterBinder own = (registry) -> {
		};
		this.withMetrics.withBean("customerIoRateLimitMetrics", MeterBinder.class, () -> own)
			.withBean("customerIoWaitingLineMetrics", MeterBinder.class, () -> own)
			.withBean("customerIoRetryMetrics", MeterBinder.class, () -> own)
			.withBean("customerIoQueueMetrics", MeterBinder.class, () -> own)
			.withBean("customerIoBatchMetrics", MeterBinder.class, () -> own)
			.withBean("own4", TaggedRateLimiterMetrics.class,
					() -> TaggedRateLimiterMetrics.ofRateLimiterRegistry(RateLimiterRegistry.ofDefaults()))
			.withBean("own5", TaggedRetryMetrics.class,
					() -> TaggedRetryMetrics.ofRetryRegistry(RetryRegistry.ofDefaults()))
			.run((context) -> {
				for (String meters : List.of("RateLimit", "WaitingLine", "Retry", "Queue", "Batch")) {
					assertThat(context.getBean("customerIo" + meters + "Metrics")).isSameAs(own);
				}
				assertThat(context).hasSingleBean(TaggedRateLimiterMetrics.class)
					.hasSingleBean(TaggedRetryMetrics.class);
			});
	}

	@Test
	void metersWithoutARegistryAreAbsent() {
		this.withoutMetrics.run(delivers()
			.andThen((context) -> assertThat(context).doesNotHaveBean(CustomerIoMetricsAutoConfiguration.class)));
	}

	@Test
	void metersWithoutMicrometerAreAbsent() {
		this.withMetrics.withClassLoader(new FilteredClassLoader("io.micrometer", "io.github.resilience4j.micrometer"))
			.run(delivers()
				.andThen((context) -> assertThat(context).doesNotHaveBean(CustomerIoMetricsAutoConfiguration.class)));
	}

	@Test
	void metersWithoutThoseOfResilience4jAreOurs() {
		this.withMetrics.withClassLoader(new FilteredClassLoader("io.github.resilience4j.micrometer"))
			.run(delivers().andThen((context) -> {
				assertThat(registry(context).find("customerio.permit.wait")
					.tags("quota", "track", "priority", "interactive")
					.timer()
					.count()).isOne();
				assertThat(registry(context).find("resilience4j.ratelimiter.available.permissions").meters()).isEmpty();
			}));
	}

	@Test
	void metersWhenDisabledAreAbsent() {
		this.withMetrics.withPropertyValues("customerio.enabled=false")
			.run((context) -> assertThat(registry(context).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("customerio")));
	}

	@Test
	void metersOfResilience4jWithoutItsStarterAreThereOnce() {
		this.withMetrics.run(assertThatMetersOfResilience4jAreThereOnce());
	}

	@Test
	void metersOfResilience4jWithItsStarterAreThereOnce() {
		this.withStarter.run(assertThatMetersOfResilience4jAreThereOnce()
			.andThen((context) -> assertThat(context).hasSingleBean(TaggedRateLimiterMetricsPublisher.class)
				.hasSingleBean(TaggedRetryMetricsPublisher.class)
				.doesNotHaveBean(TaggedRateLimiterMetrics.class)
				.doesNotHaveBean(TaggedRetryMetrics.class)));
	}

	@Test
	void metersOfResilience4jWithTheBindersOfItsStarterAreThereOnce() {
		this.withStarter
			.withPropertyValues("resilience4j.ratelimiter.metrics.legacy.enabled=true",
					"resilience4j.retry.metrics.legacy.enabled=true")
			.run(assertThatMetersOfResilience4jAreThereOnce()
				.andThen((context) -> assertThat(context).hasSingleBean(TaggedRateLimiterMetrics.class)
					.hasSingleBean(TaggedRetryMetrics.class)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void metersOfResilience4jHaveTheTagsOfItsProperties(boolean legacyBinders) {
		this.withStarter
			.withPropertyValues("resilience4j.ratelimiter.tags.team=crm", "resilience4j.retry.tags.team=crm",
					"customerio.rate-limit.app.tuning.algorithm=token-bucket",
					"resilience4j.ratelimiter.metrics.legacy.enabled=" + legacyBinders,
					"resilience4j.retry.metrics.legacy.enabled=" + legacyBinders)
			.run((context) -> {
				for (String meter : List.of("resilience4j.ratelimiter.available.permissions",
						"resilience4j.ratelimiter.waiting_threads")) {
					assertThat(registry(context).get(meter).gauges())
						.extracting((gauge) -> gauge.getId().getTag("name"), (gauge) -> gauge.getId().getTag("team"))
						.containsExactlyInAnyOrder(tuple("customerio-track", "crm"),
								tuple("customerio-transactional", "crm"), tuple("customerio-app", "crm"),
								tuple("customerio-broadcast", "crm"), tuple("customerio-bulk", "crm"));
				}
				assertThat(registry(context).get("resilience4j.retry.calls").functionCounters()).hasSize(4)
					.allMatch((counter) -> "crm".equals(counter.getId().getTag("team")));
			});
	}

	@Test
	void metersOfResilience4jWhenSwitchedOffAreAbsent() {
		this.withStarter
			.withPropertyValues("resilience4j.ratelimiter.metrics.enabled=false",
					"resilience4j.retry.metrics.enabled=false")
			.run((context) -> {
				assertThat(registry(context).getMeters())
					.noneMatch((meter) -> meter.getId().getName().startsWith("resilience4j"));
				assertThat(registry(context).find("customerio.waiting").gauges()).hasSize(Quota.values().length);
			});
	}

	private ContextConsumer<AssertableApplicationContext> assertThatMetersOfResilience4jAreThereOnce() {
		return delivers().andThen((context) -> {
			MeterRegistry registry = registry(context);
			assertThat(registry.find("resilience4j.ratelimiter.available.permissions").gauges())
				.extracting((gauge) -> gauge.getId().getTag("name"))
				.contains("customerio-track", "customerio-transactional", "customerio-app", "customerio-broadcast")
				.doesNotHaveDuplicates();
			assertThat(registry.find("resilience4j.ratelimiter.available.permissions")
				.tag("name", "customerio-track")
				.gauge()).extracting(Gauge::value).isEqualTo(99.0);
			assertThat(
					registry.find("resilience4j.ratelimiter.waiting_threads").tag("name", "customerio-track").gauges())
				.hasSize(1);
			assertThat(registry.find("resilience4j.retry.calls").tag("name", "customerio").functionCounters())
				.extracting((counter) -> counter.getId().getTag("kind"))
				.containsExactlyInAnyOrder("successful_without_retry", "successful_with_retry", "failed_without_retry",
						"failed_with_retry");
			assertThat(
					registry.find("resilience4j.retry.calls").tag("kind", "successful_without_retry").functionCounter())
				.extracting(FunctionCounter::count)
				.isEqualTo(1.0);
		});
	}

	private ContextConsumer<AssertableApplicationContext> delivers() {
		return (context) -> {
			context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
			assertThat(this.customerIo.simulator().people()).containsOnlyKeys("42");
		};
	}

	private static MeterRegistry registry(ApplicationContext context) {
		return context.getBean(MeterRegistry.class);
	}

}
