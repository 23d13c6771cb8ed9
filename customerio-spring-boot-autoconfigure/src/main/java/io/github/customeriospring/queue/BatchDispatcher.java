package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.Batch.Entry;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

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

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private final PendingOperations pending = new PendingOperations();

	private int batches;

	private int inFlight;

	private boolean paused;

	/** Whether nothing lingers any more. */
	private boolean flushing;

	private Disposable timer = Disposables.disposed();

	private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

	BatchDispatcher(BatchTransport transport, BatchSettings settings, Scheduler scheduler, LongSupplier nanoClock,
			BatchListener listener) {
		this.transport = transport;
		this.settings = settings;
		this.scheduler = scheduler;
		this.nanoClock = nanoClock;
		this.listener = listener;
	}

	/**
	 * Have an operation sent.
	 * @return completed when it was accepted, on any thread; cancelling it takes it out
	 * if it is not under way
	 */
	CompletableFuture<Void> add(TrackOperation operation) {
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		synchronized (this.lock) {
			if (this.idle.isDone()) {
				this.idle = new CompletableFuture<>();
			}
			this.pending.add(new Entry(operation, outcome, this.nanoClock.getAsLong()));
		}
		dispatch();
		return outcome;
	}

	private void dispatch() {
		CompletableFuture<Void> idle = null;
		for (Batch batch = next(); batch != null; batch = next()) {
			send(batch);
		}
		synchronized (this.lock) {
			if (this.pending.count() == 0 && this.batches == 0) {
				idle = this.idle;
				this.idle = CompletableFuture.completedFuture(null);
			}
		}
		if (idle != null) {
			idle.complete(null);
		}
	}

	private @Nullable Batch next() {
		synchronized (this.lock) {
			Long oldest = this.pending.oldest();
			if (this.paused || this.batches >= this.settings.concurrency() || oldest == null) {
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
				this.batches++;
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
		this.listener.sending(batch.entries().size());
		this.transport.send(batch.operations()).subscribe((failures) -> done(batch, failures), (ex) -> done(batch, ex));
	}

	private void done(Batch batch, Throwable ex) {
		List<Entry> entries = batch.entries();
		release(batch);
		entries.forEach((entry) -> entry.outcome().completeExceptionally(ex));
		dispatch();
	}

	private void done(Batch batch, Map<Integer, CustomerIoException> failures) {
		List<Entry> entries = batch.entries();
		release(batch);
		for (int i = 0; i < entries.size(); i++) {
			CustomerIoException failure = failures.get(i);
			if (failure != null) {
				entries.get(i).outcome().completeExceptionally(failure);
			}
			else {
				entries.get(i).outcome().complete(null);
			}
		}
		dispatch();
	}

	private void release(Batch batch) {
		synchronized (this.lock) {
			this.batches--;
			this.inFlight -= batch.entries().size();
			this.pending.done(batch);
		}
	}

	void flush(boolean flushing) {
		synchronized (this.lock) {
			this.flushing = flushing;
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
			.completeExceptionally(new CustomerIoNotSentException(entry.operation() + " was not sent: " + reason)));
		dispatch();
		return cleared.size();
	}

	/** Completed when nothing is queued and nothing under way. */
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

	int inFlight() {
		synchronized (this.lock) {
			return this.inFlight;
		}
	}

	Duration oldestAge() {
		synchronized (this.lock) {
			Long oldest = this.pending.oldest();
			return (oldest != null) ? Duration.ofNanos(this.nanoClock.getAsLong() - oldest) : Duration.ZERO;
		}
	}

}
