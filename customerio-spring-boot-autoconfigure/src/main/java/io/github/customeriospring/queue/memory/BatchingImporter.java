package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.ImportProgress;
import io.github.customeriospring.queue.ImportResult;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Gives each import a dispatcher of its own.
 */
final class BatchingImporter extends CustomerIoLifecycle.Part implements BulkImporter {

	private static final Logger logger = LoggerFactory.getLogger(BulkImporter.class);

	private final CustomerIoTransport transport;

	private final BatchSettings batches;

	private final RateLimiter rate;

	private final Duration giveUpAfter;

	private final Surroundings surroundings;

	private final BatchListener listener;

	private final @Nullable OperationObserver observer;

	private final Set<ImportIntake> imports = ConcurrentHashMap.newKeySet();

	BatchingImporter(CustomerIoTransport transport, BatchSettings batches, RateLimiter rate, Duration giveUpAfter,
			CustomerIoLifecycle lifecycle, Surroundings surroundings, BatchListener listener,
			@Nullable OperationObserver observer) {
		super(lifecycle, surroundings.scheduler());
		this.transport = transport;
		this.batches = batches;
		this.rate = rate;
		this.giveUpAfter = giveUpAfter;
		this.surroundings = surroundings;
		this.listener = listener;
		this.observer = observer;
	}

	@Override
	public Flux<ImportResult> importAll(Publisher<TrackOperation> operations) {
		return Flux.deferContextual((caller) -> importAll(operations, dispatcher(caller, new LongAdder())));
	}

	@Override
	public Flux<ImportProgress> importWithProgress(Publisher<TrackOperation> operations, long total, Duration interval,
			Consumer<ImportResult> results) {
		return Flux.deferContextual((caller) -> {
			LongAdder requests = new LongAdder();
			Dispatcher dispatcher = dispatcher(caller, requests);
			ImportCounter counter = new ImportCounter(total, this.surroundings.nanoClock(), requests);
			Mono<ImportProgress> end = importAll(operations, dispatcher).doOnNext(counter::count)
				.doOnNext(results)
				.then(Mono.fromSupplier(counter::progress));
			return end.flux()
				.publish((last) -> Flux.merge(last,
						Flux.interval(interval, this.surroundings.scheduler())
							.map((tick) -> counter.progress())
							.onBackpressureLatest()
							.takeUntilOther(last)));
		});
	}

	@Override
	public BatchSettings batches() {
		return this.batches;
	}

	private Flux<ImportResult> importAll(Publisher<TrackOperation> operations, Dispatcher dispatcher) {
		// enough to pack the next batches while others are under way
		int atOnce = (this.batches.concurrency() + 2) * this.batches.maxOperations();
		return Flux.<ImportResult>create((sink) -> {
			ImportIntake intake = new ImportIntake(dispatcher, sink, atOnce, this.imports::remove);
			this.imports.add(intake);
			watch(intake, dispatcher);
			if (isRunning()) {
				operations.subscribe(intake);
			}
			else {
				intake.end(shuttingDown());
			}
		});
	}

	/** Looks now and then whether it has held for too long. */
	private void watch(ImportIntake intake, Dispatcher dispatcher) {
		Flux.interval(Duration.ofSeconds(1), this.surroundings.scheduler())
			.onBackpressureDrop()
			.takeWhile((tick) -> this.imports.contains(intake))
			.subscribe((tick) -> {
				QueueStats stats = dispatcher.stats();
				QueueStats.Hold hold = stats.hold();
				CustomerIoException cause = dispatcher.holdCause();
				if (hold != null && stats.sent() == 0 && isUnauthorized(cause)) {
					intake.end(new CustomerIoNotSentException(Reason.NO_CREDENTIALS,
							"Customer.io refuses the credentials: " + hold.reason(), cause));
				}
				else if (hold != null && hold.duration().compareTo(this.giveUpAfter) >= 0) {
					intake.end(new CustomerIoNotSentException(Reason.WAIT_TOO_LONG, "The import gave up: Customer.io "
							+ "accepted nothing for " + this.giveUpAfter + ". " + hold.reason(), cause));
				}
			}, (ex) -> {
				// without a scheduler the application has ended
			});
	}

	/** A key that was never accepted is no outage that passes. */
	private static boolean isUnauthorized(@Nullable CustomerIoException cause) {
		return cause instanceof CustomerIoResponseException answer && answer.getStatus() == 401;
	}

	private Dispatcher dispatcher(ContextView caller, LongAdder requests) {
		return new Dispatcher("An import", (request) -> paced(request).doFirst(requests::increment), Priority.BULK,
				this.batches, Bounds.NONE, this.surroundings, this.listener, null, context(caller));
	}

	private Context context(ContextView caller) {
		try {
			return (this.observer != null) ? this.observer.importing(caller) : Context.empty();
		}
		catch (Throwable ex) { // who only looks on changes nothing
			logger.warn("An observer of imports failed: {}", ex.toString());
			return Context.empty();
		}
	}

	private Mono<CustomerIoResponse> paced(CustomerIoRequest request) {
		return Mono.defer(() -> paced(request, this.surroundings.nanoClock().getAsLong()));
	}

	private Mono<CustomerIoResponse> paced(CustomerIoRequest request, long since) {
		long wait = this.rate.reservePermission();
		if (wait < 0) {
			// further away than the limiter reserves: ask again later
			return Mono.delay(this.rate.getRateLimiterConfig().getLimitRefreshPeriod(), this.surroundings.scheduler())
				.then(Mono.defer(() -> paced(request, since)));
		}
		told(this.surroundings.nanoClock().getAsLong() - since + wait);
		Mono<CustomerIoResponse> exchange = this.transport.send(request);
		return (wait > 0) ? Mono.delay(Duration.ofNanos(wait), this.surroundings.scheduler()).then(exchange) : exchange;
	}

	private void told(long waitedNanos) {
		try {
			this.listener.paced(waitedNanos);
		}
		catch (Throwable ex) { // who only looks on changes nothing
			logger.warn("A listener of imports failed: {}", ex.toString());
		}
	}

	private static CustomerIoNotSentException shuttingDown() {
		return new CustomerIoNotSentException(Reason.SHUTTING_DOWN,
				"The import was not finished: the application shuts down");
	}

	/** Start no requests any more. Imports end once those under way are answered. */
	@Override
	protected void stopping() {
		this.imports.forEach((intake) -> intake.end(shuttingDown()));
	}

	@Override
	protected boolean isIdle() {
		return this.imports.isEmpty();
	}

	@Override
	public void close() {
		this.imports.forEach(ImportIntake::abandon);
	}

	/**
	 * Counts results for the progress.
	 */
	private static final class ImportCounter {

		private final long total;

		private final LongSupplier nanoClock;

		private final LongAdder requests;

		private final long start;

		private final LongAdder done = new LongAdder();

		private final LongAdder failed = new LongAdder();

		ImportCounter(long total, LongSupplier nanoClock, LongAdder requests) {
			this.total = total;
			this.nanoClock = nanoClock;
			this.requests = requests;
			this.start = nanoClock.getAsLong();
		}

		void count(ImportResult result) {
			this.done.increment();
			if (!result.isAccepted()) {
				this.failed.increment();
			}
		}

		ImportProgress progress() {
			return new ImportProgress(this.done.sum(), this.failed.sum(), this.requests.sum(),
					Duration.ofNanos(this.nanoClock.getAsLong() - this.start), this.total);
		}

	}

}
