package io.github.customeriospring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Contents;
import io.github.customeriospring.queue.store.StoredQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What the store of the queue looks like, as it was counted last.
 */
final class StoreMetrics implements MeterBinder {

	private final StoredQueue queue;

	private final OperationStore store;

	/**
	 * Create the binder.
	 * @param queue counts what is in the store
	 * @param store what else it can tell
	 */
	StoreMetrics(StoredQueue queue, OperationStore store) {
		this.queue = queue;
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, "customerio.queue.dead.letters", "Dead letters in the store of the queue", Contents::dead);
		gauge(registry, "customerio.queue.stored", "Operations in the store of the queue, of all instances",
				Contents::operations);
		gauge(registry, "customerio.queue.partitions", "Parts of the queue that this instance sends",
				(contents) -> this.store.figures().getOrDefault("partitions", 1).doubleValue());
		TimeGauge.builder("customerio.queue.oldest", this.queue, TimeUnit.MILLISECONDS, StoreMetrics::ageMillis)
			.description("Age of the oldest operation in the store of the queue, 0 if it is empty")
			.register(registry);
	}

	private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Contents> value) {
		Gauge.builder(name, this.queue, (it) -> value.applyAsDouble(it.lastCount()))
			.description(description)
			.register(registry);
	}

	private static double ageMillis(StoredQueue queue) {
		Instant oldest = queue.lastCount().oldest();
		return (oldest != null) ? Math.max(0, Duration.between(oldest, Instant.now()).toMillis()) : 0;
	}

}
