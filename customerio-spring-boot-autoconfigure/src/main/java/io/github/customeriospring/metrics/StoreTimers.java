package io.github.customeriospring.metrics;

import java.util.concurrent.TimeUnit;

import io.github.customeriospring.queue.BatchListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * How long the commits of the queue's store take.
 */
final class StoreTimers implements BatchListener {

	private final Timer appends;

	private final Timer notes;

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	StoreTimers(MeterRegistry registry) {
		this.appends = Timer.builder("customerio.queue.store.append")
			.description("How long commits of what was handed in took")
			.register(registry);
		this.notes = Timer.builder("customerio.queue.store.note")
			.description("How long commits of what left and ended took")
			.register(registry);
	}

	@Override
	public void sending(int operations) {
		// see BatchMetrics
	}

	@Override
	public void stored(int operations, long nanos) {
		this.appends.record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void noted(int operations, long nanos) {
		this.notes.record(nanos, TimeUnit.NANOSECONDS);
	}

}
