package io.github.customeriospring.sample;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.simulator.QuotaStats;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Identifies many people at once and shows what became of them.
 */
class Demonstration {

	private static final Logger logger = LoggerFactory.getLogger(Demonstration.class);

	private final ReactiveCustomerIoTemplate customerIo;

	private final SimulatedCustomerIo simulated;

	private final int people;

	Demonstration(ReactiveCustomerIoTemplate customerIo, SimulatedCustomerIo simulated, int people) {
		this.customerIo = customerIo;
		this.simulated = simulated;
		this.people = people;
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		if (this.people > 0) {
			logger.info("Identifying {} people at once; the simulated Customer.io accepts {} requests in any second",
					this.people, 100);
			run().subscribe();
		}
	}

	private Mono<Long> run() {
		long start = System.nanoTime();
		AtomicInteger failed = new AtomicInteger();
		return Flux.range(1, this.people)
			.flatMap((number) -> this.customerIo
				.identify("person-" + number, Map.of("plan", "premium", "number", number))
				.onErrorResume((ex) -> {
					failed.incrementAndGet();
					logger.warn("Person {} was not identified: {}", number, ex.getMessage());
					return Mono.empty();
				}), this.people)
			.count()
			.doOnSuccess((ignored) -> summarize(failed.get(), Duration.ofNanos(System.nanoTime() - start)));
	}

	private void summarize(int failed, Duration taken) {
		QuotaStats stats = this.simulated.stats(SimulatedQuota.TRACK);
		double seconds = taken.toMillis() / 1000.0;
		int accepted = this.people - failed;
		logger.info(String.format(Locale.ROOT,
				"Done: %d accepted, %d refused with 429 on the way, %d lost, %.1f s, %.1f calls/s "
						+ "(most in any second: %d)",
				accepted, stats.refused(), failed, seconds, accepted / seconds, stats.mostInAnyWindow()));
	}

}
