package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Stored;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.store.CallerNotifier.Waiting;
import io.github.customeriospring.queue.store.LoadedOperation.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread between store and dispatcher: notes what left and what ended, many in
 * one commit, and loads what comes next. If the store fails, it repeats what it did until
 * the store works again; meanwhile nothing new leaves.
 */
final class StoreWorker {

	private static final Logger logger = LoggerFactory.getLogger(StoreWorker.class);

	private static final int LOADED_AT_ONCE = 1000;

	private static final int PAGES_AT_ONCE = 5;

	private static final long MOST_PAUSE_MILLIS = 1000;

	private static final long LEAST_PAUSE_MILLIS = 50;

	/** Between two tries after a failure, and between two looks at the store. */
	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private static final String CLEARED = "the queue was cleared";

	private static final Duration NO_CREDENTIALS_PAUSE = Duration.ofSeconds(30);

	private final OperationStore store;

	private final Dispatcher dispatcher;

	private final LoadWindow window;

	private final OutcomeWriter writer;

	private final StoreCapacity room;

	private final Map<Long, HandedInOperation> live;

	private final CallerNotifier callers;

	private final Duration maxAge;

	private final InstantSource clock;

	private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();

	private final Semaphore bell = new Semaphore(0);

	private final SparseLog log = new SparseLog(System::nanoTime);

	private long pauseMillis = LEAST_PAUSE_MILLIS;

	private long tendedNanos;

	private @Nullable Instant loadsAgain;

	private volatile boolean loading = true;

	private volatile boolean stopping;

	private boolean failing;

	private final RemoteOutcomes remote;

	/** Whether all that was handed in has been told its outcome. */
	private final BooleanSupplier toldAll;

	private @Nullable Thread thread;

	StoreWorker(OperationStore store, Dispatcher dispatcher, LoadWindow window, OutcomeWriter writer,
			StoreCapacity room, Map<Long, HandedInOperation> live, CallerNotifier callers, Duration maxAge,
			InstantSource clock, BooleanSupplier toldAll) {
		this.store = store;
		this.dispatcher = dispatcher;
		this.window = window;
		this.writer = writer;
		this.room = room;
		this.live = live;
		this.callers = callers;
		this.maxAge = maxAge;
		this.clock = clock;
		this.toldAll = toldAll;
		this.remote = new RemoteOutcomes(store, window, live, callers);
	}

	void start() {
		this.stopping = false;
		this.loading = true;
		this.tendedNanos = System.nanoTime() - PERIOD_NANOS;
		Thread thread = new Thread(this::run, "customerio-store");
		thread.setDaemon(true);
		this.thread = thread;
		thread.start();
	}

	/** There is something to do. */
	void wake() {
		if (this.bell.availablePermits() == 0) {
			this.bell.release();
		}
	}

	/** Told by the dispatcher. */
	void ended(LoadedOperation loaded) {
		this.writer.ended(loaded);
		wake();
	}

	/** Have something done on the worker's thread. */
	void execute(Runnable request) {
		this.requests.add(request);
		wake();
	}

	private void run() {
		while (!this.stopping) {
			boolean more = false;
			try {
				more = work();
				if (this.failing) {
					this.failing = false;
					logger.info("The queue's store, {}, works again", this.store.describe());
				}
			}
			catch (Throwable ex) {
				this.failing = true;
				this.log.log((left) -> logger.error(
						"The queue's store, {}, fails; nothing that it took is lost, and it is tried again{}",
						this.store.describe(), left, ex));
			}
			pause(more);
		}
	}

	private void pause(boolean more) {
		if (more && !this.failing) {
			this.pauseMillis = LEAST_PAUSE_MILLIS;
			return;
		}
		try {
			if (this.failing) {
				LockSupport.parkNanos(PERIOD_NANOS);
			}
			else if (this.bell.tryAcquire(this.pauseMillis, TimeUnit.MILLISECONDS)) {
				this.pauseMillis = LEAST_PAUSE_MILLIS;
			}
			else {
				this.pauseMillis = Math.min(MOST_PAUSE_MILLIS, this.pauseMillis * 2);
			}
			this.bell.drainPermits();
		}
		catch (InterruptedException ex) {
			this.stopping = true;
		}
	}

	/** Return whether there is more to do at once. */
	private boolean work() {
		for (Runnable request = this.requests.poll(); request != null; request = this.requests.poll()) {
			request.run();
		}
		List<Waiting> waiting = this.callers.waiting();
		tend();
		if (this.writer.note()) {
			this.loadsAgain = this.clock.instant().plus(NO_CREDENTIALS_PAUSE);
			this.store.rewind();
		}
		boolean loaded = load();
		// several pages, so that requests are full although a commit takes its time
		for (int page = 1; loaded && page < PAGES_AT_ONCE && load(); page++) {
			this.window.flow();
		}
		this.window.flow();
		if (!loaded && this.window.isEmpty() && this.writer.isEmpty()) {
			this.callers.nothingLeft(waiting, this::isNothingLeftAnywhere);
		}
		return loaded;
	}

	/** Completed when nothing is left to send. */
	CompletableFuture<Void> empty(boolean anywhere) {
		CompletableFuture<Void> empty = this.callers.whenNothingLeft(anywhere);
		wake();
		return empty;
	}

	/** Others may have the rest. */
	private boolean isNothingLeftAnywhere() {
		return this.toldAll.getAsBoolean() && this.store.contents().operations() == 0;
	}

	/** Take one out, unless it is under way. */
	void cancel(HandedInOperation handedIn) {
		execute(() -> {
			LoadedOperation loaded = this.window.get(handedIn.id());
			if (loaded == null) {
				this.live.remove(handedIn.id());
				this.writer.cancelled(handedIn);
			}
			else {
				this.window.takeOut(loaded, Reason.CANCELLED, "it was cancelled");
			}
		});
	}

	/** Take all out that is not under way. */
	CompletableFuture<Integer> clear() {
		return CompletableFuture.supplyAsync(() -> {
			int loaded = this.dispatcher.clear(Reason.CLEARED, CLEARED);
			List<LoadedOperation> ahead = this.window.takeAhead();
			ahead.forEach((it) -> this.window.takeOut(it, Reason.CLEARED, CLEARED));
			Collection<Long> gone = this.store.clear(this.window::contains);
			List<HandedInOperation> told = gone.stream().map(this.live::remove).filter(Objects::nonNull).toList();
			this.callers.tell(told, new CustomerIoNotSentException(Reason.CLEARED, CLEARED));
			this.room.release(gone.size(), 0); // the bytes are counted anew soon
			return loaded + ahead.size() + gone.size();
		}, this::execute);
	}

	private void tend() {
		if (System.nanoTime() - this.tendedNanos < PERIOD_NANOS) {
			return;
		}
		this.tendedNanos = System.nanoTime();
		this.store.tend(this.window::isBusy);
		this.window.takeOut(this.store::isOurs, this::isTooOld);
		this.remote.ask();
	}

	private boolean isTooOld(LoadedOperation loaded) {
		return loaded.age(this.clock.instant()).compareTo(this.maxAge) >= 0;
	}

	/** Return whether there may be more. */
	private boolean load() {
		int room = Math.min(LOADED_AT_ONCE, this.window.room());
		Instant loadsAgain = this.loadsAgain;
		if (room <= 0 || !this.loading || (loadsAgain != null && this.clock.instant().isBefore(loadsAgain))) {
			return false;
		}
		List<Stored> next = this.store.next(room, this.window::contains);
		for (Stored stored : next) {
			LoadedOperation loaded = new LoadedOperation(stored, this.live.get(stored.id()), this::ended);
			this.window.add(loaded);
			if (isTooOld(loaded)) {
				this.window.takeOut(loaded, Exit.TOO_OLD);
			}
		}
		return !next.isEmpty();
	}

	/** Load nothing more, and leave in the store what the dispatcher does not have. */
	void stopLoading() {
		this.loading = false;
		execute(this.window::takeAhead);
	}

	/** Whatever does not end well from now on stays in the store. */
	CompletableFuture<Integer> keepTheRest() {
		return CompletableFuture.supplyAsync(this.window::keepTheRest, this::execute);
	}

	/** Note what can be noted, and end. */
	void stop() throws InterruptedException {
		this.stopping = true;
		wake();
		Thread thread = this.thread;
		if (thread != null) {
			thread.join();
		}
	}

}
