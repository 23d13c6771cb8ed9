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
import io.github.customeriospring.queue.batch.Dispatcher;
import io.github.customeriospring.queue.spi.OperationStore;
import io.github.customeriospring.queue.spi.OperationStore.Stored;
import io.github.customeriospring.queue.store.Teller.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread between store and dispatcher: notes what left and what ended, many in
 * one commit, and loads what comes next. If the store fails, it repeats what it did until
 * the store works again; meanwhile nothing new leaves.
 */
final class Worker {

	private static final Logger logger = LoggerFactory.getLogger(Worker.class);

	private static final int LOADED_AT_ONCE = 1000;

	private static final int PAGES_AT_ONCE = 5;

	private static final long MOST_PAUSE_MILLIS = 1000;

	private static final long LEAST_PAUSE_MILLIS = 50;

	private static final long FAILED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long TENDED_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private static final String CLEARED = "the queue was cleared";

	private static final Duration NO_CREDENTIALS_PAUSE = Duration.ofSeconds(30);

	private final OperationStore store;

	private final Dispatcher dispatcher;

	private final Window window;

	private final Notes notes;

	private final StoreRoom room;

	private final Map<Long, HandedIn> live;

	private final Teller teller;

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

	private final Elsewhere elsewhere;

	/** Whether all that was handed in has been told its outcome. */
	private final BooleanSupplier toldAll;

	private @Nullable Thread thread;

	Worker(OperationStore store, Dispatcher dispatcher, Window window, Notes notes, StoreRoom room,
			Map<Long, HandedIn> live, Teller teller, Duration maxAge, InstantSource clock, BooleanSupplier toldAll) {
		this.store = store;
		this.dispatcher = dispatcher;
		this.window = window;
		this.notes = notes;
		this.room = room;
		this.live = live;
		this.teller = teller;
		this.maxAge = maxAge;
		this.clock = clock;
		this.toldAll = toldAll;
		this.elsewhere = new Elsewhere(store, window, live, teller);
	}

	void start() {
		this.stopping = false;
		this.loading = true;
		this.tendedNanos = System.nanoTime() - TENDED_EVERY_NANOS;
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
	void ended(Loaded loaded) {
		this.notes.ended(loaded);
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
				LockSupport.parkNanos(FAILED_PAUSE_NANOS);
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
		List<Waiting> waiting = this.teller.waiting();
		tend();
		if (this.notes.note()) {
			this.loadsAgain = this.clock.instant().plus(NO_CREDENTIALS_PAUSE);
			this.store.rewind();
		}
		boolean loaded = load();
		// several pages, so that requests are full although a commit takes its time
		for (int page = 1; loaded && page < PAGES_AT_ONCE && load(); page++) {
			this.window.flow();
		}
		this.window.flow();
		if (!loaded && isEmpty()) {
			this.teller.nothingLeft(waiting, this::isNothingLeftAnywhere);
		}
		return loaded;
	}

	/** Completed when nothing is left to send. */
	CompletableFuture<Void> empty(boolean anywhere) {
		CompletableFuture<Void> empty = this.teller.whenNothingLeft(anywhere);
		wake();
		return empty;
	}

	/** Others may have the rest. */
	private boolean isNothingLeftAnywhere() {
		return this.toldAll.getAsBoolean() && this.store.contents().operations() == 0;
	}

	private boolean isEmpty() {
		return this.window.isEmpty() && this.notes.isEmpty();
	}

	/** Take one out, unless it is under way. */
	void cancel(HandedIn handedIn) {
		execute(() -> {
			Loaded loaded = this.window.get(handedIn.id());
			if (loaded == null) {
				this.live.remove(handedIn.id());
				this.notes.cancelled(handedIn);
			}
			else {
				this.window.takeOut(loaded, Reason.CANCELLED, "it was cancelled");
			}
		});
	}

	/** Take all out that is not under way. */
	CompletableFuture<Integer> clear() {
		CompletableFuture<Integer> cleared = new CompletableFuture<>();
		execute(() -> {
			try {
				int loaded = this.dispatcher.clear(Reason.CLEARED, CLEARED);
				List<Loaded> ahead = this.window.takeAhead();
				ahead.forEach((it) -> this.window.takeOut(it, Reason.CLEARED, CLEARED));
				Collection<Long> gone = this.store.clear(this.window::contains);
				List<HandedIn> told = gone.stream().map(this.live::remove).filter(Objects::nonNull).toList();
				this.teller.tell(told, new CustomerIoNotSentException(Reason.CLEARED, CLEARED));
				this.room.release(gone.size(), 0); // the bytes are counted anew soon
				cleared.complete(loaded + ahead.size() + gone.size());
			}
			catch (Throwable ex) {
				cleared.completeExceptionally(ex);
			}
		});
		return cleared;
	}

	private void tend() {
		if (System.nanoTime() - this.tendedNanos < TENDED_EVERY_NANOS) {
			return;
		}
		this.tendedNanos = System.nanoTime();
		this.store.tend(this.window::isBusy);
		Instant now = this.clock.instant();
		this.window.takeOut(this.store::isOurs, (loaded) -> loaded.age(now).compareTo(this.maxAge) >= 0);
		this.elsewhere.ask();
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
			this.window.add(new Loaded(stored, this.live.get(stored.id()), this::ended));
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
		CompletableFuture<Integer> left = new CompletableFuture<>();
		execute(() -> left.complete(this.window.keepTheRest()));
		return left;
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
