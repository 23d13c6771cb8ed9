package io.github.customeriospring.metrics;

import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What the queue looks like, and how full batches are.
 *
 * @since 0.1.0
 */
public final class QueueMetrics implements MeterBinder {

	private final CustomerIoQueue queue;

	/**
	 * Create the binder.
	 * @param queue the queue to watch
	 */
	public QueueMetrics(CustomerIoQueue queue) {
		this.queue = queue;
	}

	/**
	 * Record how many operations batches have.
	 * @param registry where the meter is registered
	 * @return the listener that records
	 */
	public static BatchListener batchSizes(MeterRegistry registry) {
		DistributionSummary sizes = DistributionSummary.builder("customerio.batch.size")
			.description("Operations in a batch, of the queue and of imports")
			.baseUnit("operations")
			.register(registry);
		return sizes::record;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("customerio.queue.queued", this.queue, (it) -> it.stats().queued())
			.description("Operations that wait in the queue")
			.register(registry);
		Gauge.builder("customerio.queue.in.flight", this.queue, (it) -> it.stats().inFlight())
			.description("Operations of the queue in a request under way")
			.register(registry);
		FunctionCounter.builder("customerio.queue.operations", this.queue, (it) -> it.stats().sent())
			.description("Operations that left the queue")
			.tag("outcome", "accepted")
			.register(registry);
		FunctionCounter.builder("customerio.queue.operations", this.queue, (it) -> it.stats().failed())
			.description("Operations that left the queue")
			.tag("outcome", "failed")
			.register(registry);
		FunctionCounter.builder("customerio.queue.operations", this.queue, (it) -> it.stats().rejected())
			.description("Operations that left the queue")
			.tag("outcome", "rejected")
			.register(registry);
	}

}
