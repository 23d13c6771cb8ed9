package io.github.customeriospring.sample.live;

import java.time.Duration;
import java.util.function.LongSupplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Looks at the client twice a second, once for all pages, and not at all if there is
 * none.
 */
final class Snapshots {

	private static final int PER_SECOND = 2;

	private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1).dividedBy(Rate.SAMPLES_PER_SECOND);

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private final Flux<Snapshot> shared;

	/**
	 * Create the snapshots.
	 * @param client what is looked at
	 * @param scheduler times them
	 * @param nanoClock measures the rates
	 */
	Snapshots(ClientView client, Scheduler scheduler, LongSupplier nanoClock) {
		this.shared = Flux.defer(() -> {
			Rates rates = new Rates(client, nanoClock);
			return Flux.interval(Duration.ZERO, SAMPLE_INTERVAL, scheduler)
				.onBackpressureDrop()
				.doOnNext((tick) -> rates.sample())
				.filter((tick) -> tick % (Rate.SAMPLES_PER_SECOND / PER_SECOND) == 0)
				.map((tick) -> client.now(nanoClock.getAsLong(), rates));
		}).takeUntilOther(this.closed.asMono()).replay(1).refCount();
	}

	/**
	 * Return the latest snapshot and those to come.
	 * @return ends when the application shuts down; who is slow misses some
	 */
	Flux<Snapshot> stream() {
		return this.shared.onBackpressureLatest();
	}

	/** An open page would keep the web server from its graceful shutdown. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closed.tryEmitEmpty();
	}

}
