package io.github.customeriospring.imports.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Tells how long requests waited for permits: for the import's own rate, and for
 * Customer.io's limit.
 */
final class PermitWaits {

	private PermitWaits() {
	}

	/**
	 * Return how long all requests together have waited.
	 */
	static Duration total(MeterRegistry registry) {
		double nanos = Stream
			.concat(registry.find("customerio.bulk.wait").timers().stream(),
					registry.find("customerio.permit.wait").tag("quota", "track").timers().stream())
			.mapToDouble((timer) -> timer.totalTime(TimeUnit.NANOSECONDS))
			.sum();
		return Duration.ofNanos(Math.round(nanos));
	}

}
