package io.github.customeriospring.metrics;

import java.util.concurrent.TimeUnit;

import io.github.customeriospring.queue.BatchListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Records the size of batches and how long operations and imports wait.
 */
final class BatchMetrics implements BatchListener {

	private final DistributionSummary sizes;

	private final Timer queued;

	private final Timer waits;

	BatchMetrics(MeterRegistry registry) {
		this.sizes = DistributionSummary.builder("customerio.batch.size")
			.description("Operations per batch, for the queue and imports")
			.baseUnit("operations")
			.register(registry);
		this.queued = Timer.builder("customerio.queue.wait")
			.description("How long operations of the queue and imports waited for their first request")
			.register(registry);
		this.waits = Timer.builder("customerio.bulk.wait")
			.description("How long requests of imports waited for their own rate limit")
			.register(registry);
	}

	@Override
	public void sending(int operations) {
		this.sizes.record(operations);
	}

	@Override
	public void waited(long waitedNanos) {
		this.queued.record(waitedNanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void paced(long waitedNanos) {
		this.waits.record(waitedNanos, TimeUnit.NANOSECONDS);
	}

}
