package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BatchMetrics}.
 */
class BatchMetricsTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void waitIsRecordedInNanoseconds() {
		BatchMetrics metrics = new BatchMetrics(this.registry);
		metrics.paced(0);
		metrics.paced(5_000_000);
		assertThat(bulkWait(this.registry).count()).isEqualTo(2);
		assertThat(bulkWait(this.registry).totalTime(TimeUnit.NANOSECONDS)).isEqualTo(5_000_000);
	}

	@Test
	void sizesAreThoseOfTheBatches() {
		BatchMetrics metrics = new BatchMetrics(this.registry);
		metrics.sending(3);
		metrics.sending(1);
		DistributionSummary sizes = this.registry.get("customerio.batch.size").summary();
		assertThat(sizes.count()).isEqualTo(2);
		assertThat(sizes.totalAmount()).isEqualTo(4);
		assertThat(sizes.max()).isEqualTo(3);
	}

	@Test
	void waitOfAnImportIsThatForItsOwnRate() {
		RateLimiter hourly = RateLimiter.of("own",
				RateLimiterConfig.custom()
					.limitForPeriod(1)
					.limitRefreshPeriod(Duration.ofHours(1))
					.timeoutDuration(Duration.ofHours(5))
					.build());
		MetricsContextRunner.create(this.customerIo.simulator())
			.withBean("customerIoBulkRateLimiter", RateLimiter.class, () -> hourly)
			.withPropertyValues("customerio.bulk.batch-size=1")
			.run((context) -> {
				Timer waits = bulkWait(context.getBean(MeterRegistry.class));
				Disposable running = context.getBean(BulkImporter.class)
					.importAll(Flux.just(delete("1"), delete("2"), delete("3")))
					.subscribe();
				await().untilAsserted(() -> assertThat(waits.count()).isEqualTo(3));
				// none, one hour and two
				assertThat(waits.totalTime(TimeUnit.MINUTES)).isBetween(179.0, 181.0);
				assertThat(waits.max(TimeUnit.MINUTES)).isBetween(119.0, 121.0);
				running.dispose();
			});
	}

	private static TrackOperation delete(String id) {
		return TrackOperation.person(Identifier.id(id)).delete();
	}

	private static Timer bulkWait(MeterRegistry registry) {
		return registry.get("customerio.bulk.wait").timer();
	}

}
