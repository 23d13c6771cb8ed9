package io.github.customeriospring.metrics;

import java.util.concurrent.TimeUnit;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges and counters of the queue.
 */
final class QueueMetrics implements MeterBinder {

	private final CustomerIoQueue queue;

	QueueMetrics(CustomerIoQueue queue) {
		this.queue = queue;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("customerio.queue.queued", this.queue, (it) -> it.stats().queued())
			.description("Operations waiting in the queue")
			.register(registry);
		Gauge.builder("customerio.queue.in.flight", this.queue, (it) -> it.stats().inFlight())
			.description("Operations of the queue in a request that is in flight")
			.register(registry);
		Gauge.builder("customerio.queue.bytes", this.queue, (it) -> it.stats().bytes())
			.description("Estimated memory of the operations that are waiting or in flight")
			.baseUnit("bytes")
			.register(registry);
		Gauge.builder("customerio.queue.fill", this.queue, CustomerIoQueue::fillLevel)
			.description("Share of the queue's capacity in use, from 0 to 1")
			.register(registry);
		Gauge.builder("customerio.queue.paused", this.queue, (it) -> it.stats().paused() ? 1 : 0)
			.description("1 while the queue is paused by an operator")
			.register(registry);
		Gauge.builder("customerio.queue.waiting", this.queue, (it) -> it.stats().waiting())
			.description("Operations waiting for room in a full queue")
			.register(registry);
		TimeGauge.builder("customerio.queue.holding", this.queue, TimeUnit.MILLISECONDS, QueueMetrics::holdingMillis)
			.description("How long the queue has been holding because nothing gets through, otherwise 0")
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

	private static double holdingMillis(CustomerIoQueue queue) {
		QueueStats.Hold hold = queue.stats().hold();
		return (hold != null) ? hold.duration().toMillis() : 0;
	}

}
