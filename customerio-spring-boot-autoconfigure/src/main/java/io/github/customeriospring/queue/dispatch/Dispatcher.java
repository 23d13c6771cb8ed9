package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.QueuedOperation.Completion;
import io.github.customeriospring.queue.dispatch.QueuedOperation.Patience;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * Has operations sent, many in one request, and tells each of them once what became of
 * it. Decisions are those of {@link BatchPlanner}; this sends, waits and tells.
 *
 * @since 0.1.0
 */
public final class Dispatcher {

	private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

	private final CustomerIoTransport transport;

	private final Priority priority;

	private final Surroundings surroundings;

	/** Of the subscriptions of the batches. */
	private final Context context;

	private final OutcomeNotifier notifier;

	private final IdleSignal idle = new IdleSignal();

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private final Outbox outbox = new Outbox();

	private final BatchPlanner planner;

	private long arrived;

	private final WorkLoop loop;

	/** Only set by who works. */
	private final Alarm alarm;

	/** For the next one that is too old: hours may pass until then. */
	private final Alarm ageAlarm;

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
			Bounds bounds, Surroundings surroundings, BatchListener listener, @Nullable OperationObserver observer,
			Context context) {
		this.transport = transport;
		this.priority = priority;
		this.surroundings = surroundings;
		this.loop = new WorkLoop(surroundings.scheduler(), this::goOneRound);
		this.alarm = new Alarm(surroundings, this.loop::run);
		this.ageAlarm = new Alarm(surroundings, this.loop::run);
		this.context = context;
		this.notifier = new OutcomeNotifier(surroundings.outcomes(), listener, observer, this.idle::closed);
		this.planner = new BatchPlanner(name, settings, bounds, surroundings.random(), this.outbox);
	}

	/** Return what the observer needs of a caller later, {@code null} for nothing. */
	public @Nullable Object captured(ContextView caller) {
		return this.notifier.captured(caller);
	}

	/**
	 * Hand in an operation.
	 * @param operation the operation
	 * @param completion told what becomes of it
	 * @param caller what {@link #captured} returned
	 * @param patience what to do if there is no room
	 * @return the operation, to be taken out again
	 * @throws CustomerIoNotSentException if there is no room, or after {@link #close()}
	 */
	public QueuedOperation add(TrackOperation operation, Completion completion, @Nullable Object caller,
			Patience patience) {
		QueuedOperation queued;
		synchronized (this.lock) {
			queued = new QueuedOperation(operation, completion, caller, this.arrived++, this.surroundings.now());
			CustomerIoNotSentException refusal = this.planner.offer(queued, patience);
			if (refusal != null) {
				throw refusal;
			}
			this.idle.opened();
		}
		this.loop.run();
		return queued;
	}

	/** Take an operation out, if it is not under way. */
	public void cancel(QueuedOperation operation) {
		change(() -> this.planner.takeOut(operation, Reason.CANCELLED, "it was cancelled", this.surroundings.now()));
	}

	/** Refuse an operation that still waits for room. */
	public void refuse(QueuedOperation operation, Reason reason, String why) {
		change(() -> this.planner.refuse(operation, reason, why, this.surroundings.now()));
	}

	private void change(Runnable change) {
		synchronized (this.lock) {
			change.run();
		}
		this.loop.run();
	}

	private boolean goOneRound() {
		try {
			return sendNext();
		}
		catch (Throwable ex) {
			logger.error("Something went wrong while batches were sent; they are tried again", ex);
			this.alarm.wakeIn(Duration.ofSeconds(1).toNanos());
			return false;
		}
	}

	private boolean sendNext() {
		Batch batch;
		long wait;
		long tooOld;
		Outbox told;
		synchronized (this.lock) {
			long now = this.surroundings.now();
			batch = this.planner.next(now);
			wait = this.planner.nanosUntilNext(now);
			tooOld = this.planner.nanosUntilTooOld(now);
			told = this.outbox.takeAll();
		}
		told.deliver(this.notifier);
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
			batch.prepare(this.notifier.sending(batch, this.surroundings.now()).putAll((ContextView) this.context),
					this::done);
			this.transport.send(batch.request(this.priority)).subscribe(batch);
		}
		catch (Throwable ex) { // also an OutOfMemoryError must not cost an outcome
			done(batch, BatchOutcome.of(batch.operations(), BatchOutcome.internal(ex)));
		}
	}

	private void done(Batch batch, BatchOutcome outcome) {
		synchronized (this.lock) { // nothing is allocated, in case memory is short
			this.planner.done(batch, outcome, this.surroundings.now());
		}
		this.loop.run();
	}

	/** Send nothing more, or send again. */
	public void pause(boolean paused) {
		change(() -> this.planner.pause(paused));
	}

	/** Let nothing linger any more, and ask Customer.io again at once if all hold. */
	public void flush() {
		change(() -> this.planner.flush(this.surroundings.now()));
	}

	/** Take nothing more. Who waits for room is refused. */
	public void close() {
		change(() -> this.planner.close(this.surroundings.now()));
	}

	/** Take operations again, and let them linger. */
	public void open() {
		change(this.planner::open);
	}

	/** Take everything out that is not under way, and return how many that were. */
	public int clear(Reason reason, String why) {
		int cleared = locked(() -> this.planner.clear(reason, why, this.surroundings.now()));
		this.loop.run();
		return cleared;
	}

	/**
	 * Cancel the requests under way, and return how many of their operations may have
	 * been accepted nevertheless.
	 */
	public int abandon(String why) {
		List<Batch> batches = locked(() -> this.planner.abandon(why, this.surroundings.now()));
		int unknown = batches.stream().mapToInt(Batch::cancelRequest).sum();
		this.loop.run();
		return unknown;
	}

	/** Return what completes when all know their outcome, on a thread for outcomes. */
	public CompletableFuture<Void> idle() {
		return this.idle.future();
	}

	/** Return what it looks like now, all of one moment; it rejects none. */
	public QueueStats stats() {
		return locked(() -> this.planner.stats(this.surroundings.now()));
	}

	/** Return the share of the bounds that is taken, from 0 to 1. */
	public double fillLevel() {
		return locked(this.planner::fillLevel);
	}

	/** Return why nothing gets through, or {@code null} if it does. */
	public @Nullable CustomerIoException holdCause() {
		return locked(this.planner::holdCause);
	}

	private <T extends @Nullable Object> T locked(Supplier<T> question) {
		synchronized (this.lock) {
			return question.get();
		}
	}

	/**
	 * How much there may be at once, what is under way included.
	 *
	 * @param operations most operations, positive
	 * @param bytes most bytes, with what they take beside their JSON, positive
	 * @param waiting how many may wait for room, not negative
	 * @param maxWait how long they wait, not negative and at most a day
	 */
	public record Bounds(int operations, long bytes, int waiting, Duration maxWait) {

		private static final Duration LONGEST_WAIT = Duration.ofDays(1);

		/** Where whoever hands in bounds it. */
		public static final Bounds NONE = new Bounds(Integer.MAX_VALUE, Long.MAX_VALUE, 0, Duration.ZERO);

		public Bounds {
			Assert.isTrue(operations > 0, () -> "'capacity' must be positive, was " + operations);
			Assert.isTrue(bytes > 0, () -> "'max-bytes' must be positive, was " + bytes + "B");
			Assert.isTrue(waiting >= 0, () -> "'max-waiting' must not be negative, was " + waiting);
			Assert.isTrue(!maxWait.isNegative() && maxWait.compareTo(LONGEST_WAIT) <= 0,
					() -> "'max-wait' must be from 0 to " + LONGEST_WAIT + ", was " + maxWait);
		}

	}

	/**
	 * Time and threads of a dispatcher.
	 *
	 * @param scheduler wakes what waits
	 * @param nanoClock the time in nanoseconds, from any origin
	 * @param random from 0 to 1, for the jitter
	 * @param outcomes runs what is told of outcomes, which may block
	 */
	public record Surroundings(Scheduler scheduler, LongSupplier nanoClock, DoubleSupplier random, Executor outcomes) {

		long now() {
			return this.nanoClock.getAsLong();
		}

	}

}
