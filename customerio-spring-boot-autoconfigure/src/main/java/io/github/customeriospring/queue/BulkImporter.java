package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.TrackOperation;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Sends a stream of operations of any length in constant memory, many in one request, at
 * a rate of its own and behind all live traffic.
 *
 * @since 0.1.0
 */
public final class BulkImporter {

	private final CustomerIoTransport transport;

	private final BatchSettings batches;

	private final RateLimiter rate;

	private final Scheduler scheduler;

	private final BatchListener listener;

	private final @Nullable OperationObserver observer;

	private final LongSupplier nanoClock;

	/**
	 * Create an importer.
	 * @param transport sends the batches, limit and retry included
	 * @param batches how operations are packed
	 * @param rate how many requests may start, shared by all imports
	 * @param scheduler waits
	 * @param listener told of the batches
	 * @param observer follows the imports, or {@code null} for nobody
	 */
	public BulkImporter(CustomerIoTransport transport, BatchSettings batches, RateLimiter rate, Scheduler scheduler,
			BatchListener listener, @Nullable OperationObserver observer) {
		this(transport, batches, rate, scheduler, listener, observer, System::nanoTime);
	}

	BulkImporter(CustomerIoTransport transport, BatchSettings batches, RateLimiter rate, Scheduler scheduler,
			BatchListener listener, @Nullable OperationObserver observer, LongSupplier nanoClock) {
		this.transport = transport;
		this.batches = batches;
		this.rate = rate;
		this.scheduler = scheduler;
		this.listener = listener;
		this.observer = observer;
		this.nanoClock = nanoClock;
	}

	/**
	 * Import operations. Nothing happens before subscription. The source is asked for
	 * more as results come; an operation that is not accepted does not stop the others.
	 * @param operations the operations, such as a {@link Flux} from a file
	 * @return what became of each, in the order in which it became known
	 */
	public Flux<ImportResult> importAll(Publisher<TrackOperation> operations) {
		return Flux.deferContextual((caller) -> importAll(operations, dispatcher(batchTransport(), caller)));
	}

	/**
	 * Import operations and report progress.
	 * @param operations the operations
	 * @param total how many there are, or 0 if that is not known
	 * @param interval how often to report
	 * @param results told of each result, on the thread where it happens
	 * @return progress at each interval and once at the end
	 */
	public Flux<ImportProgress> importWithProgress(Publisher<TrackOperation> operations, long total, Duration interval,
			Consumer<ImportResult> results) {
		return Flux.deferContextual((caller) -> {
			BatchTransport batchTransport = batchTransport();
			ImportCounter counter = new ImportCounter(total, this.nanoClock, batchTransport::requests);
			Mono<ImportProgress> end = importAll(operations, dispatcher(batchTransport, caller))
				.doOnNext(counter::count)
				.doOnNext(results)
				.then(Mono.fromSupplier(counter::progress));
			return end.flux()
				.publish((last) -> Flux.merge(last,
						Flux.interval(interval, this.scheduler)
							.map((tick) -> counter.progress())
							.onBackpressureLatest()
							.takeUntilOther(last)));
		});
	}

	/**
	 * Return how imports pack their operations.
	 * @return the settings
	 */
	public BatchSettings batches() {
		return this.batches;
	}

	private Flux<ImportResult> importAll(Publisher<TrackOperation> operations, BatchDispatcher dispatcher) {
		// enough to pack the next batches while others are under way
		int atOnce = (this.batches.concurrency() + 2) * this.batches.maxOperations();
		return Flux.create((sink) -> operations.subscribe(new ImportIntake(dispatcher, sink, atOnce)));
	}

	private BatchTransport batchTransport() {
		return new BatchTransport((request) -> Mono.defer(() -> paced(request, this.nanoClock.getAsLong())),
				Priority.BULK);
	}

	private Mono<CustomerIoResponse> paced(CustomerIoRequest request, long since) {
		long wait = this.rate.reservePermission();
		if (wait < 0) {
			// further away than the limiter reserves: ask again later
			return Mono.delay(this.rate.getRateLimiterConfig().getLimitRefreshPeriod(), this.scheduler)
				.then(Mono.defer(() -> paced(request, since)));
		}
		this.listener.paced(this.nanoClock.getAsLong() - since + wait);
		Mono<CustomerIoResponse> exchange = this.transport.send(request);
		return (wait > 0) ? Mono.delay(Duration.ofNanos(wait), this.scheduler).then(exchange) : exchange;
	}

	private BatchDispatcher dispatcher(BatchTransport batchTransport, ContextView caller) {
		Context context = (this.observer != null) ? this.observer.importing(caller) : Context.empty();
		return new BatchDispatcher(batchTransport, this.batches, this.scheduler, this.nanoClock, this.listener, null,
				context);
	}

}
