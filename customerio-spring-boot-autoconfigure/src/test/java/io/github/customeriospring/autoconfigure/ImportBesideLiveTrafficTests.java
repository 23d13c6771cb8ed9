package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An import at its full rate beside 40 interactive calls a second. How long they waited
 * is logged, not asserted.
 */
class ImportBesideLiveTrafficTests {

	private static final Logger logger = LoggerFactory.getLogger(ImportBesideLiveTrafficTests.class);

	private static final int CALLS = 120;

	private final ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();

	@Test
	void interactiveCallsAreAcceptedWhileAnImportRuns() {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
			.serviceTime(Duration.ofMillis(20))
			.keepState(false)
			.recordedRequests(0)
			.start()) {
			CustomerIoContextRunner.create(customerIo)
				.withPropertyValues("customerio.bulk.batch-size=50")
				.run((context) -> {
					Disposable running = context.getBean(BulkImporter.class)
						.importAll(Flux.range(0, Integer.MAX_VALUE)
							.map((i) -> TrackOperation.person(Identifier.id("bulk" + i)).delete()))
						.subscribe();
					ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
					Long accepted = Flux.interval(Duration.ofMillis(25))
						.take(CALLS)
						.flatMap((i) -> timed(template.identify("live" + i, Map.of("n", i))))
						.count()
						.block(Duration.ofMinutes(1));
					running.dispose();
					assertThat(accepted).isEqualTo(CALLS);
					assertThat(customerIo.operations()).isGreaterThan(CALLS);
					assertThat(customerIo.stats(SimulatedQuota.TRACK).refused()).isZero();
				});
		}
		List<Long> sorted = this.taken.stream().skip(CALLS / 4).sorted().toList();
		logger.warn("{} warm calls of 20 ms service each took: p50 {} us, p99 {} us, longest {} us", sorted.size(),
				micros(sorted, 0.5), micros(sorted, 0.99), micros(sorted, 1));
	}

	private Mono<Integer> timed(Mono<Void> call) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			return call.doOnSuccess((done) -> this.taken.add(System.nanoTime() - start)).thenReturn(1);
		});
	}

	private static long micros(List<Long> sorted, double share) {
		return TimeUnit.NANOSECONDS.toMicros(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
	}

}
