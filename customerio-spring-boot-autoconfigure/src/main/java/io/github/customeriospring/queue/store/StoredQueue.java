package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Contents;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import io.github.customeriospring.queue.dispatch.QueuedOperation;
import io.github.customeriospring.queue.dispatch.QueuedOperation.Patience;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * The queue over a store: an operation is put there, loaded from there when its turn
 * comes, and deleted there when it has its outcome.
 *
 * @since 0.1.0
 */
public final class StoredQueue implements CustomerIoQueue, CustomerIoLifecycle.InPhase {

	private static final Logger logger = LoggerFactory.getLogger(CustomerIoQueue.class);

	/** Beside those under way, so that the next requests are full. */
	private static final int LOADED_REQUESTS = 5;

	private final OperationStore store;

	private final StoreCapacity room;

	private final Dispatcher dispatcher;

	private final CallerNotifier callers;

	private final StoreAppender appender;

	private final StoreAdmission admission;

	private final StoreWorker worker;

	private final StoreCounter counter;

	private final Map<Long, HandedInOperation> live = new ConcurrentHashMap<>();

	private final StoreShutdown shutdown;

	private volatile boolean running;

	/**
	 * Create a queue.
	 * @param store keeps the operations
	 * @param transport sends the batches, without a retry
	 * @param settings how operations are packed
	 * @param bounds how many operations there may be
	 * @param shutdownTimeout how long a shutdown waits for what is loaded
	 * @param deadLetterRetention how long dead letters are kept
	 * @param surroundings time and threads
	 * @param clock tells how old operations are
	 * @param listener told of batches and commits
	 * @param observer follows the operations, or {@code null} for nobody
	 * @param deadLetters told of what was not accepted
	 */
	public StoredQueue(OperationStore store, CustomerIoTransport transport, BatchSettings settings, Bounds bounds,
			Duration shutdownTimeout, Duration deadLetterRetention, Surroundings surroundings, InstantSource clock,
			BatchListener listener, @Nullable OperationObserver observer, List<DeadLetterListener> deadLetters) {
		this.store = store;
		this.room = new StoreCapacity(bounds);
		NotedDepartures departures = new NotedDepartures(transport, store, surroundings.scheduler(), this::wake);
		this.dispatcher = new Dispatcher("The queue", departures, Priority.QUEUED, settings, Bounds.NONE,
				new Surroundings(surroundings.scheduler(), surroundings.nanoClock(), surroundings.random(),
						Runnable::run),
				listener, observer, Context.empty());
		this.callers = new CallerNotifier(surroundings.outcomes(), deadLetters, clock, this::wake);
		this.appender = new StoreAppender(store, this.room, this.live, this.callers, listener, this::wake);
		LoadWindow window = new LoadWindow((settings.concurrency() + LOADED_REQUESTS) * settings.maxOperations(),
				this::send, this::takeBack);
		OutcomeWriter writer = new OutcomeWriter(store, window, departures, this.room, this.live, this.callers,
				listener, settings.maxAge());
		this.worker = new StoreWorker(store, this.dispatcher, window, writer, this.room, this.live, this.callers,
				settings.maxAge(), clock, this::hasToldAll);
		this.admission = new StoreAdmission(this.room, bounds, this.appender, this.callers, store::joinsTransaction,
				this.worker::cancel);
		this.counter = new StoreCounter(store, this.room, deadLetterRetention, clock);
		this.shutdown = new StoreShutdown(this.dispatcher, this.worker, shutdownTimeout);
	}

	private void wake() {
		this.worker.wake();
	}

	/** Give the dispatcher one that was loaded. */
	private void send(LoadedOperation loaded) {
		HandedInOperation handedIn = loaded.handedIn();
		loaded.queued(this.dispatcher.add(loaded.operation(), loaded, (handedIn != null) ? handedIn.caller() : null,
				Patience.NONE));
	}

	private void takeBack(LoadedOperation loaded) {
		QueuedOperation queued = loaded.queued();
		if (queued != null) {
			this.dispatcher.cancel(queued);
		}
	}

	private boolean hasToldAll() {
		return this.appender.isEmpty() && this.live.isEmpty() && this.callers.hasToldAll();
	}

	@Override
	public CompletableFuture<Void> add(TrackOperation operation) {
		return outcome(this.admission.handIn(handedIn(operation, Context.empty())));
	}

	@Override
	public CompletableFuture<Void> add(TrackOperation operation, Duration maxWait) {
		Assert.isTrue(!maxWait.isNegative(), () -> "'maxWait' must not be negative, was " + maxWait);
		return outcome(this.admission.handIn(handedIn(operation, Context.empty()), maxWait));
	}

	@Override
	public CompletableFuture<Void> store(TrackOperation operation) {
		HandedInOperation handedIn = HandedInOperation.withoutOutcome(operation,
				this.dispatcher.captured(Context.empty()));
		// whatever the caller lets follow, not on the thread that writes
		return this.admission.handIn(handedIn).safe().thenApplyAsync((safe) -> safe, this.callers);
	}

	@Override
	@CheckReturnValue
	public Mono<Void> send(TrackOperation operation) {
		return Mono.deferContextual((caller) -> {
			HandedInOperation handedIn = handedIn(operation, caller);
			return this.admission.handInReactively(handedIn).then(Mono.fromFuture(() -> outcome(handedIn)));
		});
	}

	private HandedInOperation handedIn(TrackOperation operation, ContextView caller) {
		return HandedInOperation.withOutcome(operation, this.dispatcher.captured(caller), this.admission::cancel);
	}

	private static CompletableFuture<Void> outcome(HandedInOperation handedIn) {
		CompletableFuture<Void> outcome = handedIn.outcome();
		Assert.state(outcome != null, "there is somebody who wants to know");
		return outcome;
	}

	@Override
	public void pause() {
		if (!this.dispatcher.stats().paused()) {
			this.dispatcher.pause(true);
			logger.info("The queue is paused until it is resumed, {} operations wait", this.room.operations());
		}
	}

	@Override
	public void resume() {
		if (this.dispatcher.stats().paused()) {
			logger.info("The queue is resumed, {} operations wait", this.room.operations());
			this.dispatcher.pause(false);
		}
	}

	@Override
	public int clear() {
		CompletableFuture<Integer> cleared = this.worker.clear();
		return Schedulers.isInNonBlockingThread() ? 0 : cleared.join();
	}

	@Override
	public CompletableFuture<Void> whenIdle() {
		return this.worker.empty(true);
	}

	@Override
	public QueueStats stats() {
		QueueStats loaded = this.dispatcher.stats();
		int inFlight = loaded.inFlight();
		int queued = (int) Math.min(Integer.MAX_VALUE, Math.max(0, this.room.operations() - inFlight));
		Duration oldest = this.counter.oldest();
		return new QueueStats(queued, inFlight, this.room.waiting(), loaded.sent(), this.callers.failed(),
				this.callers.rejected(), this.room.bytes(), loaded.paused(), loaded.hold(),
				oldest.isZero() ? loaded.oldest() : oldest); // what came since the last
																// count
	}

	/**
	 * Return what was in the store when it was counted last, a few seconds ago.
	 * @return the numbers, of all instances together
	 */
	public Contents lastCount() {
		return this.counter.last();
	}

	@Override
	public double fillLevel() {
		return this.room.fillLevel();
	}

	@Override
	public void start() {
		this.store.open();
		this.counter.start();
		this.dispatcher.open();
		this.admission.open();
		this.appender.start();
		this.worker.start();
		this.running = true;
	}

	/**
	 * Take nothing more and send what is loaded, within the shutdown timeout. The rest
	 * stays in the store, and the log says how many.
	 */
	@Override
	public void stop(Runnable callback) {
		this.admission.close();
		Thread thread = new Thread(() -> {
			try {
				this.appender.close();
				this.shutdown.run();
				this.counter.stop();
				List<HandedInOperation> left = new ArrayList<>(this.live.values());
				this.live.clear();
				this.callers.tell(left, new CustomerIoNotSentException(Reason.SHUTTING_DOWN,
						"The operation was not sent before the shutdown. It stays in " + this.store.describe()));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.store.close();
				this.running = false;
				callback.run();
			}
		}, "customerio-store-stop");
		thread.start();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
