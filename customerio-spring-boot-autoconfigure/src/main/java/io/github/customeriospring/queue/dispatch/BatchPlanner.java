package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.BatchOutcome.Kind;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.QueuedOperation.Patience;
import io.github.customeriospring.queue.dispatch.QueuedOperation.State;
import org.jspecify.annotations.Nullable;

/**
 * All that has no outcome yet, and every decision about it: who may go, in which request,
 * what an answer means for it. It waits for nothing and calls nobody: who uses it sends
 * the batches, tells the outcomes and wakes it. Not thread-safe.
 */
final class BatchPlanner {

	private final BatchSettings settings;

	private final QueueCapacity room;

	private final IdentityLanes lanes = new IdentityLanes();

	private final OutageDetector outages;

	private final Set<Batch> underWay = new HashSet<>();

	private boolean paused;

	private boolean flushing;

	private boolean closed;

	private long sent;

	private long failed;

	private final Outbox outbox;

	BatchPlanner(String name, BatchSettings settings, Bounds bounds, DoubleSupplier random, Outbox outbox) {
		this.settings = settings;
		this.room = new QueueCapacity(bounds);
		this.outages = new OutageDetector(name, this.lanes, settings, random, outbox);
		this.outbox = outbox;
	}

	/**
	 * Let an operation in, or let it wait for room.
	 * @return why it is refused, or {@code null} if it is not
	 */
	@Nullable CustomerIoNotSentException offer(QueuedOperation operation, Patience patience) {
		if (this.closed) {
			return operation.notSent(Reason.SHUTTING_DOWN, "the application shuts down");
		}
		if (this.room.tryTake(operation)) {
			enter(operation);
			return null;
		}
		return (patience != Patience.NONE && this.room.tryWait(operation, patience == Patience.AS_BOUND)) ? null
				: operation.notSent(Reason.QUEUE_FULL, "the queue is full");
	}

	private void enter(QueuedOperation operation) {
		operation.entered();
		this.lanes.add(operation);
		this.outbox.entered(operation);
	}

	/** Take one out that is not under way. */
	void takeOut(QueuedOperation operation, Reason reason, String why, long now) {
		if (operation.state() != State.UNDER_WAY && operation.state() != State.SETTLED) {
			settle(operation, operation.notSent(reason, why), now);
		}
	}

	/** Refuse one that still waits for room. */
	void refuse(QueuedOperation operation, Reason reason, String why, long now) {
		if (operation.state() == State.ENTERING) {
			settle(operation, operation.notSent(reason, why), now);
		}
	}

	/** The one place where an operation gets its outcome. */
	private void settle(QueuedOperation operation, @Nullable CustomerIoException failure, long now) {
		if (operation.state() == State.ENTERING) {
			this.room.giveUp(operation);
		}
		else {
			this.room.release(operation);
		}
		operation.settled(failure, now);
		this.lanes.remove(operation);
		if (failure == null) {
			this.sent++;
		}
		else {
			this.failed++;
		}
		this.outbox.settled(operation);
	}

	/**
	 * Pack the next batch, unless it is too early or there is no place for it.
	 * @return the batch, which is under way from now on
	 */
	@Nullable Batch next(long now) {
		expire(now);
		for (QueuedOperation next = this.room.nextEntering(); next != null; next = this.room.nextEntering()) {
			enter(next);
		}
		if (this.paused || this.underWay.size() >= this.settings.concurrency()) {
			return null;
		}
		Batch batch = this.outages.isHolding() ? this.outages.probe(now) : this.outages.test(this.underWay, now);
		if (batch == null && !this.outages.isHolding() && this.lanes.first() != null && nanosToLinger(now) == 0) {
			batch = new Batch(null, false, this.outages.acceptances());
			this.lanes.pack(batch, this.settings);
		}
		if (batch != null) {
			this.underWay.add(batch);
		}
		return batch;
	}

	private long nanosToLinger(long now) {
		QueuedOperation first = this.lanes.first();
		return (first == null || this.flushing || this.lanes.isFull(this.settings)) ? 0
				: Math.max(0, first.sinceNanos() + this.settings.linger().toNanos() - now);
	}

	private void expire(long now) {
		long maxAge = this.settings.maxAge().toNanos();
		for (QueuedOperation first = this.lanes.first(); first != null
				&& now - first.sinceNanos() >= maxAge; first = this.lanes.first()) {
			tooOld(first, now);
		}
		for (QueuedOperation overdue = this.room.nextOverdue(now); overdue != null; overdue = this.room
			.nextOverdue(now)) {
			refuse(overdue, Reason.QUEUE_FULL, "there was no room within " + this.room.maxWait(), now);
		}
		for (QueuedOperation suspect : this.outages.suspects()) {
			if (now - suspect.sinceNanos() >= maxAge) {
				tooOld(suspect, now);
			}
		}
	}

	private void tooOld(QueuedOperation operation, long now) {
		settle(operation, operation.tooOld(this.settings.maxAge(), this.outages.lastFailure()), now);
	}

	/** How long nothing happens unless somebody comes or is answered. */
	long nanosUntilNext(long now) {
		long wait = this.room.nanosUntilOverdue(now);
		if (this.paused || this.underWay.size() >= this.settings.concurrency()) {
			return wait;
		}
		wait = Math.min(wait, this.outages.nanosUntilNext(now));
		return (this.lanes.first() != null && !this.outages.isHolding()) ? Math.min(wait, nanosToLinger(now)) : wait;
	}

	/** How long until somebody is too old, whatever happens. */
	long nanosUntilTooOld(long now) {
		long age = oldestHeld(now);
		return (age < 0) ? Long.MAX_VALUE : Math.max(0, this.settings.maxAge().toNanos() - age);
	}

	/** The age of the oldest that is not under way, negative if there is none. */
	private long oldestHeld(long now) {
		QueuedOperation first = this.lanes.first();
		long oldest = (first != null) ? now - first.sinceNanos() : -1;
		for (QueuedOperation suspect : this.outages.suspects()) {
			oldest = Math.max(oldest, now - suspect.sinceNanos());
		}
		return oldest;
	}

	/** A batch has ended. */
	void done(Batch batch, BatchOutcome outcome, long now) {
		if (!this.underWay.remove(batch)) {
			return;
		}
		List<QueuedOperation> operations = batch.operations();
		outcome.named().forEach((index, failure) -> settle(operations.get(index), failure, now));
		List<QueuedOperation> others = operations.stream().filter((it) -> it.state() != State.SETTLED).toList();
		CustomerIoException reason = outcome.reason();
		if (reason == null) {
			others.forEach((operation) -> settle(operation, null, now));
			this.outages.accepted(this.room.operations(), now);
		}
		else if (outcome.kind() == Kind.IMPOSSIBLE || (outcome.kind() == Kind.REFUSED && operations.size() == 1)) {
			others.forEach((operation) -> settle(operation, reason, now));
			this.outages.refused(this.room.operations(), now);
		}
		else if (this.outages.failed(batch, others, outcome.kind(), reason, now)) {
			settle(others.get(0), reason, now);
		}
		this.outages.ended(batch, reason, this.closed, this.room.operations(), now);
	}

	void pause(boolean paused) {
		this.paused = paused;
	}

	/** Let nothing linger any more, and ask again at once. */
	void flush(long now) {
		this.flushing = true;
		this.outages.hurry(now);
	}

	/** Take nothing more. Who waits for room is refused. */
	void close(long now) {
		this.closed = true;
		for (QueuedOperation next = this.room.anyEntering(); next != null; next = this.room.anyEntering()) {
			refuse(next, Reason.SHUTTING_DOWN, "the application shuts down", now);
		}
	}

	void open() {
		this.closed = false;
		this.flushing = false;
	}

	int clear(Reason reason, String why, long now) {
		List<QueuedOperation> cleared = this.lanes.notUnderWay();
		cleared.forEach((operation) -> takeOut(operation, reason, why, now));
		return cleared.size();
	}

	/** Give up what is under way, and return the batches, to be cancelled. */
	List<Batch> abandon(String why, long now) {
		CustomerIoException unknown = Batch.noAnswer(new CancellationException(why));
		List<Batch> batches = List.copyOf(this.underWay);
		this.underWay.clear();
		for (Batch batch : batches) {
			for (QueuedOperation operation : batch.operations()) {
				settle(operation, batch.hasLeft() ? unknown : operation.notSent(Reason.SHUTTING_DOWN, why), now);
			}
			this.outages.ended(batch, unknown, true, this.room.operations(), now);
		}
		return batches;
	}

	QueueStats stats(long now) {
		int inFlight = this.underWay.stream()
			.filter(Batch::hasLeft)
			.mapToInt((batch) -> batch.operations().size())
			.sum();
		return new QueueStats(this.room.operations() - inFlight, inFlight, this.room.waiting(), this.sent, this.failed,
				0, this.room.bytes(), this.paused, this.outages.hold(now), oldest(now));
	}

	/** The first of a batch is its oldest. */
	private Duration oldest(long now) {
		long oldest = Math.max(0, oldestHeld(now));
		for (Batch batch : this.underWay) {
			oldest = Math.max(oldest, now - batch.operations().get(0).sinceNanos());
		}
		return Duration.ofNanos(oldest);
	}

	double fillLevel() {
		return this.room.fillLevel();
	}

	/** Why nothing gets through, or {@code null} if it does. */
	@Nullable CustomerIoException holdCause() {
		return this.outages.holdCause();
	}

}
