package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.batch.BatchSettings;
import io.github.customeriospring.queue.batch.Dispatcher;
import io.github.customeriospring.queue.batch.DispatcherStats;
import io.github.customeriospring.queue.batch.QueueBounds;
import io.github.customeriospring.queue.batch.QueuedOperation;
import io.github.customeriospring.queue.batch.QueuedOperation.Patience;
import io.github.customeriospring.queue.batch.Surroundings;
import io.github.customeriospring.queue.spi.BatchListener;
import io.github.customeriospring.queue.spi.OperationObserver;
import io.github.customeriospring.queue.spi.OperationStore;
import io.github.customeriospring.queue.spi.OperationStore.Contents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.context.SmartLifecycle;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * The queue over a store: an operation is put there, loaded from there when its turn
 * comes, and deleted there when it has its outcome.
 *
 * @since 0.1.0
 */
public final class StoredQueue implements CustomerIoQueue, SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(CustomerIoQueue.class);

	/** Beside those under way, so that the next requests are full. */
	private static final int LOADED_REQUESTS = 5;

	private final OperationStore store;

	private final StoreObserver observer;

	private final StoreRoom room;

	private final Dispatcher dispatcher;

	private final Teller teller;

	private final Intake intake;

	private final Entrance entrance;

	private final Worker worker;

	private final StoreCensus census;

	private final Map<Long, HandedIn> live = new ConcurrentHashMap<>();

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
	public StoredQueue(OperationStore store, CustomerIoTransport transport, BatchSettings settings, QueueBounds bounds,
			Duration shutdownTimeout, Duration deadLetterRetention, Surroundings surroundings, InstantSource clock,
			BatchListener listener, @Nullable OperationObserver observer, List<DeadLetterListener> deadLetters) {
		this.store = store;
		this.observer = new StoreObserver(observer);
		this.room = new StoreRoom(bounds);
		Flights flights = new Flights(transport, store, surroundings.scheduler(), this::wake);
		this.dispatcher = new Dispatcher("The queue", flights, Priority.QUEUED, settings, QueueBounds.NONE,
				new Surroundings(surroundings.scheduler(), surroundings.nanoClock(), surroundings.random(),
						Runnable::run),
				listener, (observer != null) ? this.observer : null, Context.empty());
		this.teller = new Teller(surroundings.outcomes(), deadLetters, clock, this::wake);
		this.intake = new Intake(store, this.room, this.live, this.teller, listener, this::wake);
		Window window = new Window((settings.concurrency() + LOADED_REQUESTS) * settings.maxOperations(), this::send,
				this::takeBack);
		Notes notes = new Notes(store, window, flights, this.room, this.live, this.teller, listener, settings.maxAge());
		this.worker = new Worker(store, this.dispatcher, window, notes, this.room, this.live, this.teller,
				settings.maxAge(), clock, this::hasToldAll);
		this.entrance = new Entrance(this.room, bounds, this.intake, this.teller, store::joinsTransaction,
				this.worker::cancel);
		this.census = new StoreCensus(store, this.room, deadLetterRetention, clock);
		this.shutdown = new StoreShutdown(this.dispatcher, this.worker, shutdownTimeout);
	}

	private void wake() {
		this.worker.wake();
	}

	/** Give the dispatcher one that was loaded. */
	private void send(Loaded loaded) {
		HandedIn handedIn = loaded.handedIn();
		loaded.queued(this.dispatcher.add(loaded.operation(), loaded,
				StoreObserver.context((handedIn != null) ? handedIn.caller() : null), Patience.NONE));
	}

	private void takeBack(Loaded loaded) {
		QueuedOperation queued = loaded.queued();
		if (queued != null) {
			this.dispatcher.cancel(queued);
		}
	}

	private boolean hasToldAll() {
		return this.intake.isEmpty() && this.live.isEmpty() && this.teller.hasToldAll();
	}

	@Override
	public CompletableFuture<Void> add(TrackOperation operation) {
		return outcome(this.entrance.handIn(handedIn(operation, Context.empty())));
	}

	@Override
	public CompletableFuture<Void> add(TrackOperation operation, Duration maxWait) {
		Assert.isTrue(!maxWait.isNegative(), () -> "'maxWait' must not be negative, was " + maxWait);
		return outcome(this.entrance.handIn(handedIn(operation, Context.empty()), maxWait));
	}

	@Override
	public CompletableFuture<Void> store(TrackOperation operation) {
		HandedIn handedIn = HandedIn.withoutOutcome(operation, this.observer.captured(Context.empty()));
		// whatever the caller lets follow, not on the thread that writes
		return this.entrance.handIn(handedIn).safe().thenApplyAsync((safe) -> safe, this.teller);
	}

	@Override
	@CheckReturnValue
	public Mono<Void> send(TrackOperation operation) {
		return Mono.deferContextual((caller) -> {
			HandedIn handedIn = handedIn(operation, caller);
			return this.entrance.handInReactively(handedIn).then(Mono.fromFuture(() -> outcome(handedIn)));
		});
	}

	private HandedIn handedIn(TrackOperation operation, ContextView caller) {
		return HandedIn.withOutcome(operation, this.observer.captured(caller), this.entrance::cancel);
	}

	private static CompletableFuture<Void> outcome(HandedIn handedIn) {
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
		DispatcherStats stats = this.dispatcher.stats();
		int inFlight = stats.inFlight();
		Duration holding = stats.holding();
		CustomerIoException cause = stats.cause();
		int queued = (int) Math.min(Integer.MAX_VALUE, Math.max(0, this.room.operations() - inFlight));
		return new QueueStats(queued, inFlight, this.room.waiting(), stats.sent(), this.teller.failed(),
				this.teller.rejected(), this.room.bytes(), stats.paused(),
				(holding != null && cause != null)
						? new QueueStats.Hold(holding, stats.probes(), String.valueOf(cause.getMessage())) : null,
				this.census.oldest());
	}

	/**
	 * Return what was in the store when it was counted last, a few seconds ago.
	 * @return the numbers, of all instances together
	 */
	public Contents lastCount() {
		return this.census.last();
	}

	@Override
	public double fillLevel() {
		return this.room.fillLevel();
	}

	@Override
	public void start() {
		this.store.open();
		this.census.start();
		this.dispatcher.open();
		this.entrance.open();
		this.intake.start();
		this.worker.start();
		this.running = true;
	}

	@Override
	public void stop() {
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		stop(() -> stopped.complete(null));
		stopped.join();
	}

	/**
	 * Take nothing more and send what is loaded, within the shutdown timeout. The rest
	 * stays in the store, and the log says how many.
	 */
	@Override
	public void stop(Runnable callback) {
		this.entrance.close();
		Thread thread = new Thread(() -> {
			try {
				this.intake.close();
				this.shutdown.run();
				this.census.stop();
				List<HandedIn> left = new ArrayList<>(this.live.values());
				this.live.clear();
				this.teller.tell(left, new CustomerIoNotSentException(Reason.SHUTTING_DOWN,
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

	@Override
	public int getPhase() {
		return CustomerIoLifecycle.PHASE;
	}

}
