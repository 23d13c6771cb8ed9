package io.github.customeriospring.queue.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.spi.BatchListener;
import io.github.customeriospring.queue.spi.OperationObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Has operations sent, many in one request, and tells each of them once what became of
 * it. Decisions are those of {@link Backlog}; this sends, waits and tells.
 *
 * @since 0.1.0
 */
public final class Dispatcher {

	private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

	private static final long LATER_NANOS = Duration.ofSeconds(1).toNanos();

	private static final int ROUNDS = 20;

	private final CustomerIoTransport transport;

	private final Priority priority;

	private final Surroundings surroundings;

	/** Of the subscriptions of the batches. */
	private final Context context;

	private final Listeners listeners;

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private final Backlog backlog;

	private long arrived;

	/** How many do not know their outcome yet. */
	private int open;

	private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

	/** Who raises it from zero works until it is zero again. */
	private final AtomicInteger going = new AtomicInteger();

	/** Only set by who works. */
	private final Surroundings.Alarm alarm;

	/** The same, for the next one that is too old: hours may pass until then. */
	private final Surroundings.Alarm ageAlarm;

	/**
	 * Create a dispatcher.
	 * @param name what this is, at the start of a log line
	 * @param transport sends the batches, without a retry
	 * @param priority that of the requests
	 * @param settings how operations are packed
	 * @param bounds how many operations there may be
	 * @param surroundings time and threads
	 * @param listener told of the batches
	 * @param observer follows the operations, or {@code null} for nobody
	 * @param context the context of the batches
	 */
	public Dispatcher(String name, CustomerIoTransport transport, Priority priority, BatchSettings settings,
			QueueBounds bounds, Surroundings surroundings, BatchListener listener, @Nullable OperationObserver observer,
			Context context) {
		this.transport = transport;
		this.priority = priority;
		this.surroundings = surroundings;
		this.alarm = new Surroundings.Alarm(surroundings, this::work);
		this.ageAlarm = new Surroundings.Alarm(surroundings, this::work);
		this.context = context;
		this.listeners = new Listeners(surroundings.outcomes(), listener, observer, this::told);
		this.backlog = new Backlog(name, settings, bounds, surroundings.random());
	}

	/**
	 * Hand in an operation.
	 * @param operation the operation
	 * @param completion told what becomes of it
	 * @param caller the context of who hands it in
	 * @param patience what to do if there is no room
	 * @return the operation, to be taken out again
	 * @throws CustomerIoNotSentException if there is no room and none to wait, or no
	 * operation is taken any more
	 */
	public QueuedOperation add(TrackOperation operation, QueuedOperation.Completion completion, ContextView caller,
			QueuedOperation.Patience patience) {
		Object parent = this.listeners.caller(caller);
		QueuedOperation queued;
		synchronized (this.lock) {
			queued = new QueuedOperation(operation, completion, parent, this.arrived++, now());
			CustomerIoNotSentException refusal = this.backlog.offer(queued, patience);
			if (refusal != null) {
				throw refusal;
			}
			if (this.open++ == 0) {
				this.idle = new CompletableFuture<>();
			}
		}
		work();
		return queued;
	}

	/** Take an operation out, if it is not under way. */
	public void cancel(QueuedOperation operation) {
		change(() -> this.backlog.takeOut(operation, Reason.CANCELLED, "it was cancelled", now()));
	}

	/** Refuse an operation that still waits for room. */
	public void refuse(QueuedOperation operation, Reason reason, String why) {
		change(() -> this.backlog.refuse(operation, reason, why, now()));
	}

	private void change(Runnable change) {
		synchronized (this.lock) {
			change.run();
		}
		work();
	}

	private long now() {
		return this.surroundings.now();
	}

	/** Do all there is to do now. Never on two threads, and never within itself. */
	private void work() {
		if (this.going.getAndIncrement() == 0) {
			goOn(); // else whoever works does this too
		}
	}

	/** A caller works for others no longer than for a few rounds. */
	private void goOn() {
		int round = 0;
		int seen;
		boolean sent;
		do {
			if (round++ == ROUNDS && this.surroundings.handOver(this::goOn)) {
				return;
			}
			seen = this.going.get();
			sent = goOneRound();
		}
		while (sent || this.going.addAndGet(-seen) != 0);
	}

	private boolean goOneRound() {
		try {
			return sendNext();
		}
		catch (Throwable ex) {
			logger.error("Something went wrong while batches were sent; they are tried again", ex);
			this.alarm.wakeIn(LATER_NANOS);
			return false;
		}
	}

	private boolean sendNext() {
		Batch batch;
		long wait;
		long tooOld;
		List<QueuedOperation> settled;
		List<QueuedOperation> entered;
		List<Runnable> logLines;
		synchronized (this.lock) {
			long now = now();
			batch = this.backlog.next(now);
			wait = this.backlog.nanosUntilNext(now);
			tooOld = this.backlog.nanosUntilTooOld(now);
			settled = this.backlog.takeSettled();
			entered = this.backlog.takeEntered();
			logLines = this.backlog.takeLogLines();
		}
		this.listeners.entered(entered);
		this.listeners.settled(settled);
		logLines.forEach(Runnable::run);
		if (batch == null) {
			this.alarm.wakeIn(wait);
			this.ageAlarm.wakeIn(tooOld);
			return false;
		}
		send(batch);
		return true;
	}

	private void send(Batch batch) {
		try {
			batch.prepare(this.listeners.sending(batch, now()).putAll((ContextView) this.context), this::done);
			this.transport.send(batch.request(this.priority)).subscribe(batch);
		}
		catch (Throwable ex) { // also an OutOfMemoryError must not cost an outcome
			done(batch, Verdict.of(batch.operations(), Verdict.internal(ex)));
		}
	}

	private void done(Batch batch, Verdict verdict) {
		synchronized (this.lock) { // nothing is allocated, in case memory is short
			this.backlog.done(batch, verdict, now());
		}
		work();
	}

	private void told(int operations) {
		CompletableFuture<Void> idle;
		synchronized (this.lock) {
			this.open -= operations;
			idle = (this.open == 0) ? this.idle : null;
		}
		if (idle != null) {
			idle.complete(null);
		}
	}

	/** Send nothing more, or send again. */
	public void pause(boolean paused) {
		change(() -> this.backlog.pause(paused));
	}

	/** Let nothing linger any more, and ask Customer.io again at once if all hold. */
	public void flush() {
		change(() -> this.backlog.flush(now()));
	}

	/** Take nothing more. Who waits for room is refused. */
	public void close() {
		change(() -> this.backlog.close(now()));
	}

	/** Take operations again, and let them linger. */
	public void open() {
		synchronized (this.lock) {
			this.backlog.open();
		}
	}

	/**
	 * Take everything out that is not under way.
	 * @param reason why
	 * @param why the same in words
	 * @return how many were taken out
	 */
	public int clear(Reason reason, String why) {
		int cleared;
		synchronized (this.lock) {
			cleared = this.backlog.clear(reason, why, now());
		}
		work();
		return cleared;
	}

	/**
	 * Cancel the requests under way. Customer.io may have got those that left.
	 * @param why why
	 * @return how many operations of them may have been accepted
	 */
	public int abandon(String why) {
		List<Batch> batches;
		synchronized (this.lock) {
			batches = this.backlog.abandon(why, now());
		}
		int unknown = batches.stream().mapToInt(Batch::cancelRequest).sum();
		work();
		return unknown;
	}

	/**
	 * Return a signal for the moment when all know their outcome.
	 * @return completed then, on a thread of the outcome executor
	 */
	public CompletableFuture<Void> idle() {
		synchronized (this.lock) {
			return this.idle.copy();
		}
	}

	/** Return what it looks like now, all of one moment. */
	public DispatcherStats stats() {
		synchronized (this.lock) {
			return this.backlog.stats(now());
		}
	}

}
