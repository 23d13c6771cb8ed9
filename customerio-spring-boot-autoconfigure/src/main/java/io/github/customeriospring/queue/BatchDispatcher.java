package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.Batch.Entry;
import io.github.customeriospring.queue.OperationObserver.Observed;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Packs operations into batches and has them sent, a few at the same time. A batch goes
 * when it is full or when its first operation has lingered, and there is a place for it.
 */
final class BatchDispatcher {

	private final BatchTransport transport;

	private final BatchSettings settings;

	private final Scheduler scheduler;

	private final LongSupplier nanoClock;

	private final BatchListener listener;

	private final @Nullable OperationObserver observer;

	/** Of the subscriptions of the batches. */
	private final Context context;

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private final PendingOperations pending = new PendingOperations();

	private final Set<Batch> underWay = new HashSet<>();

	private int inFlight;

	/** How many have no outcome yet. */
	private int open;

	private boolean paused;

	private boolean closed;

	/** Whether nothing lingers any more. */
	private boolean flushing;

	private Disposable timer = Disposables.disposed();

	private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

	BatchDispatcher(BatchTransport transport, BatchSettings settings, Scheduler scheduler, LongSupplier nanoClock,
			BatchListener listener, @Nullable OperationObserver observer, Context context) {
		this.transport = transport;
		this.settings = settings;
		this.scheduler = scheduler;
		this.nanoClock = nanoClock;
		this.listener = listener;
		this.observer = observer;
		this.context = context;
	}

	/**
	 * Have an operation sent.
	 * @param outcome completed when it was accepted, on any thread; completing it from
	 * outside takes the operation out if it is not under way
	 * @param caller the context of who hands it in
	 * @return whether it was taken; not if this is closed
	 */
	boolean add(TrackOperation operation, CompletableFuture<Void> outcome, ContextView caller) {
		Observed observed = (this.observer != null) ? this.observer.queued(operation, caller) : null;
		if (observed != null) {
			outcome.whenComplete((nothing, ex) -> observed.done(ex));
		}
		Entry entry;
		synchronized (this.lock) {
			if (this.closed) {
				return false;
			}
			if (this.open++ == 0) {
				this.idle = new CompletableFuture<>();
			}
			entry = this.pending.add(operation, outcome, this.nanoClock.getAsLong(), observed);
		}
		outcome.whenComplete((nothing, ex) -> settled(entry));
		dispatch();
		return true;
	}

	private void settled(Entry entry) {
		CompletableFuture<Void> idle;
		boolean givenUp;
		synchronized (this.lock) {
			givenUp = this.pending.remove(entry);
			this.open--;
			idle = (this.open == 0) ? this.idle : null;
		}
		if (givenUp) {
			dispatch(); // others may have waited for it
		}
		if (idle != null) {
			idle.complete(null);
		}
	}

	private void dispatch() {
		for (Batch batch = next(); batch != null; batch = next()) {
			send(batch);
		}
	}

	private @Nullable Batch next() {
		synchronized (this.lock) {
			Long oldest = this.pending.oldest();
			if (this.paused || this.underWay.size() >= this.settings.concurrency() || oldest == null) {
				return null;
			}
			long lingers = oldest + this.settings.linger().toNanos() - this.nanoClock.getAsLong();
			if (lingers > 0 && !this.flushing && !this.pending.isFull(this.settings)) {
				if (this.timer.isDisposed()) {
					this.timer = this.scheduler.schedule(this::lingered, lingers, TimeUnit.NANOSECONDS);
				}
				return null;
			}
			Batch batch = this.pending.next(this.settings);
			if (batch != null) {
				this.underWay.add(batch);
				this.inFlight += batch.entries().size();
			}
			return batch;
		}
	}

	private void lingered() {
		synchronized (this.lock) {
			this.timer = Disposables.disposed();
		}
		dispatch();
	}

	private void send(Batch batch) {
		Mono<Map<Integer, CustomerIoException>> failures = Mono.defer(() -> {
			this.listener.sending(batch.entries().size());
			Context context = (this.observer != null) ? this.observer.sending(batch.observed()) : Context.empty();
			return this.transport.send(batch.operations()).contextWrite(context.putAll((ContextView) this.context));
		});
		batch.send(() -> failures.subscribe((map) -> done(batch, map::get), (ex) -> {
			CustomerIoException failure = new CustomerIoNotSentException(
					CustomerIoNotSentException.Reason.INTERNAL_ERROR, "A batch was not sent: " + ex, ex);
			done(batch, (index) -> failure);
		}));
	}

	private void done(Batch batch, IntFunction<@Nullable CustomerIoException> failures) {
		if (!release(batch)) {
			return;
		}
		List<Entry> entries = batch.entries();
		for (int i = 0; i < entries.size(); i++) {
			CustomerIoException failure = failures.apply(i);
			if (failure != null) {
				entries.get(i).outcome().completeExceptionally(failure);
			}
			else {
				entries.get(i).outcome().complete(null);
			}
		}
		if (!batch.isBeingSentHere()) { // else dispatch() goes on, and the stack stays
										// flat
			dispatch();
		}
	}

	private boolean release(Batch batch) {
		synchronized (this.lock) {
			boolean released = this.underWay.remove(batch);
			if (released) {
				this.inFlight -= batch.entries().size();
				this.pending.done(batch);
			}
			return released;
		}
	}

	/** Take nothing more. */
	void close() {
		synchronized (this.lock) {
			this.closed = true;
		}
	}

	/** Take operations again, and let them linger. */
	void open() {
		synchronized (this.lock) {
			this.closed = false;
			this.flushing = false;
		}
	}

	/**
	 * Cancel the requests under way; Customer.io may have got them.
	 * @param reason why
	 * @return how many operations were under way
	 */
	int cancel(String reason) {
		List<Batch> batches;
		synchronized (this.lock) {
			batches = List.copyOf(this.underWay);
		}
		CustomerIoException failure = BatchTransport.noAnswer(new CancellationException(reason));
		int cancelled = 0;
		for (Batch batch : batches) {
			batch.cancel();
			cancelled += batch.entries().size();
			done(batch, (index) -> failure);
		}
		return cancelled;
	}

	/** Let nothing linger any more. */
	void flush() {
		synchronized (this.lock) {
			this.flushing = true;
		}
		dispatch();
	}

	void pause(boolean paused) {
		synchronized (this.lock) {
			this.paused = paused;
		}
		dispatch();
	}

	/**
	 * Take out what is not under way and tell everybody.
	 * @param reason why
	 * @return how many were taken out
	 */
	int clear(String reason) {
		List<Entry> cleared;
		synchronized (this.lock) {
			cleared = this.pending.clear();
		}
		cleared.forEach((entry) -> entry.outcome()
			.completeExceptionally(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.CLEARED,
					entry.operation() + " was not sent: " + reason)));
		return cleared.size();
	}

	/** Completed when everything has its outcome. */
	CompletableFuture<Void> idle() {
		synchronized (this.lock) {
			return this.idle;
		}
	}

	boolean isPaused() {
		synchronized (this.lock) {
			return this.paused;
		}
	}

	int queued() {
		synchronized (this.lock) {
			return this.pending.count();
		}
	}

	/** All of one moment, so that no operation counts twice. */
	QueueStats stats(long sent, long failed, long rejected, long bytes) {
		synchronized (this.lock) {
			return new QueueStats(this.pending.count(), this.inFlight, sent, failed, rejected, bytes, this.paused);
		}
	}

	Duration oldestAge() {
		synchronized (this.lock) {
			Long oldest = this.pending.oldest();
			return (oldest != null) ? Duration.ofNanos(this.nanoClock.getAsLong() - oldest) : Duration.ZERO;
		}
	}

}
