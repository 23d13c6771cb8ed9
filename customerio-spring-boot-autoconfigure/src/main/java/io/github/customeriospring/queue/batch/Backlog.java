package io.github.customeriospring.queue.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.batch.QueuedOperation.Patience;
import io.github.customeriospring.queue.batch.QueuedOperation.State;
import io.github.customeriospring.queue.batch.Verdict.Kind;
import org.jspecify.annotations.Nullable;

/**
 * All that has no outcome yet, and every decision about it: who may go, in which request,
 * what an answer means for it. It waits for nothing and calls nobody: who uses it sends
 * the batches, tells the outcomes and wakes it. Not thread-safe.
 */
final class Backlog {

	private final BatchSettings settings;

	private final Room room;

	private final Lanes lanes = new Lanes();

	private final Weather weather;

	private final Set<Batch> underWay = new HashSet<>();

	private boolean paused;

	private boolean flushing;

	private boolean closed;

	private long sent;

	private long failed;

	private long requests;

	private List<QueuedOperation> settled = new ArrayList<>();

	private List<QueuedOperation> entered = new ArrayList<>();

	Backlog(String name, BatchSettings settings, QueueBounds bounds, DoubleSupplier random) {
		this.settings = settings;
		this.room = new Room(bounds);
		this.weather = new Weather(name, this.lanes, settings, random);
	}

	/**
	 * Let an operation in, or let it wait for room.
	 * @return why it is refused, or {@code null} if it is not
	 */
	@Nullable CustomerIoNotSentException offer(QueuedOperation operation, Patience patience) {
		if (this.closed) {
			return notSent(operation, Reason.SHUTTING_DOWN, "the application shuts down");
		}
		if (this.room.tryTake(operation)) {
			enter(operation);
			return null;
		}
		return (patience != Patience.NONE && this.room.tryWait(operation, patience == Patience.AS_BOUND)) ? null
				: notSent(operation, Reason.QUEUE_FULL, "the queue is full");
	}

	private void enter(QueuedOperation operation) {
		operation.entered();
		this.lanes.add(operation);
		this.entered.add(operation);
	}

	/** Take one out that is not under way. */
	boolean takeOut(QueuedOperation operation, Reason reason, String why, long now) {
		if (operation.state() == State.UNDER_WAY || operation.state() == State.SETTLED) {
			return false;
		}
		settle(operation, notSent(operation, reason, why), now);
		return true;
	}

	/** Refuse one that still waits for room. */
	void refuse(QueuedOperation operation, Reason reason, String why, long now) {
		if (operation.state() == State.ENTERING) {
			settle(operation, notSent(operation, reason, why), now);
		}
	}

	static CustomerIoNotSentException notSent(QueuedOperation operation, Reason reason, String why) {
		return new CustomerIoNotSentException(reason, operation.operation() + " was not sent: " + why);
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
		this.settled.add(operation);
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
		Batch batch = this.weather.isHolding() ? this.weather.probe(now) : this.weather.test(this.underWay, now);
		if (batch == null && !this.weather.isHolding() && this.lanes.first() != null && nanosToLinger(now) == 0) {
			batch = new Batch(null, false, this.weather.acceptances());
			this.lanes.pack(batch, this.settings);
		}
		if (batch != null) {
			this.underWay.add(batch);
			this.requests++;
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
		for (QueuedOperation suspect : this.weather.suspects()) {
			if (now - suspect.sinceNanos() >= maxAge) {
				tooOld(suspect, now);
			}
		}
	}

	private void tooOld(QueuedOperation operation, long now) {
		String why = operation.operation() + " was not accepted within " + this.settings.maxAge();
		settle(operation, new CustomerIoNotSentException(Reason.TOO_OLD, why, this.weather.lastFailure()), now);
	}

	/** How long nothing happens unless somebody comes or is answered. */
	long nanosUntilNext(long now) {
		long wait = this.room.nanosUntilOverdue(now);
		if (this.paused || this.underWay.size() >= this.settings.concurrency()) {
			return wait;
		}
		wait = Math.min(wait, this.weather.nanosUntilNext(now));
		return (this.lanes.first() != null && !this.weather.isHolding()) ? Math.min(wait, nanosToLinger(now)) : wait;
	}

	/** How long until somebody is too old, whatever happens. */
	long nanosUntilTooOld(long now) {
		long oldest = Long.MAX_VALUE;
		if (this.lanes.first() != null) {
			oldest = nanosUntilTooOld(this.lanes.first(), now);
		}
		for (QueuedOperation suspect : this.weather.suspects()) {
			oldest = Math.min(oldest, nanosUntilTooOld(suspect, now));
		}
		return oldest;
	}

	private long nanosUntilTooOld(QueuedOperation waiting, long now) {
		return Math.max(0, waiting.sinceNanos() + this.settings.maxAge().toNanos() - now);
	}

	/** A batch has ended. */
	void done(Batch batch, Verdict verdict, long now) {
		if (!this.underWay.remove(batch)) {
			return;
		}
		List<QueuedOperation> others = new ArrayList<>();
		for (int i = 0; i < batch.operations().size(); i++) {
			QueuedOperation operation = batch.operations().get(i);
			CustomerIoException failure = verdict.named().get(i);
			if (failure != null) {
				settle(operation, failure, now);
			}
			else {
				others.add(operation);
			}
		}
		CustomerIoException reason = verdict.reason();
		if (reason == null) {
			others.forEach((operation) -> settle(operation, null, now));
			this.weather.accepted(this.room.operations(), now);
		}
		else if (verdict.kind() == Kind.IMPOSSIBLE
				|| (verdict.kind() == Kind.REFUSED && batch.operations().size() == 1)) {
			others.forEach((operation) -> settle(operation, reason, now));
			this.weather.refused(this.room.operations(), now);
		}
		else if (this.weather.failed(batch, others, verdict.kind(), reason, now)) {
			settle(others.get(0), reason, now);
		}
		this.weather.ended(batch, reason, this.closed, this.room.operations(), now);
	}

	void pause(boolean paused) {
		this.paused = paused;
	}

	/** Let nothing linger any more, and ask again at once. */
	void flush(long now) {
		this.flushing = true;
		this.weather.hurry(now);
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
				settle(operation, batch.hasLeft() ? unknown : notSent(operation, Reason.SHUTTING_DOWN, why), now);
			}
			this.weather.ended(batch, unknown, true, this.room.operations(), now);
		}
		return batches;
	}

	List<QueuedOperation> takeSettled() {
		if (this.settled.isEmpty()) {
			return List.of(); // the list itself may grow meanwhile
		}
		List<QueuedOperation> settled = this.settled;
		this.settled = new ArrayList<>();
		return settled;
	}

	List<QueuedOperation> takeEntered() {
		if (this.entered.isEmpty()) {
			return List.of();
		}
		List<QueuedOperation> entered = this.entered;
		this.entered = new ArrayList<>();
		return entered;
	}

	List<Runnable> takeLogLines() {
		return this.weather.takeLogLines();
	}

	DispatcherStats stats(long now) {
		int inFlight = this.underWay.stream()
			.filter(Batch::hasLeft)
			.mapToInt((batch) -> batch.operations().size())
			.sum();
		Stream<QueuedOperation> sent = this.underWay.stream().flatMap((batch) -> batch.operations().stream().limit(1));
		Stream<QueuedOperation> held = Stream.concat(Stream.ofNullable(this.lanes.first()),
				this.weather.suspects().stream());
		Hold hold = this.weather.hold();
		return new DispatcherStats(this.room.operations() - inFlight, inFlight, this.room.waiting(), this.sent,
				this.failed, this.requests, this.room.bytes(), DispatcherStats.oldest(now, Stream.concat(sent, held)),
				this.room.fillLevel(), this.paused, (hold != null) ? hold.age(now) : null,
				(hold != null) ? hold.probes() : 0, (hold != null) ? hold.cause() : null);
	}

}
