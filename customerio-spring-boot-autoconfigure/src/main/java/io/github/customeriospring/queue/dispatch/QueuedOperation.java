package io.github.customeriospring.queue.dispatch;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.OperationObserver.Observed;
import org.jspecify.annotations.Nullable;

/**
 * One operation from its arrival to its outcome. There may be hundreds of thousands, so
 * it is small. What changes is guarded by the dispatcher's lock and changed by
 * {@link BatchPlanner} and what it is made of.
 *
 * @since 0.1.0
 */
public final class QueuedOperation implements Comparable<QueuedOperation> {

	/** Where an operation is. */
	enum State {

		/** It waits for room. */
		ENTERING,

		/** It waits to be packed, be it for others of its identity. */
		WAITING,

		/** It may be what lets batches fail, and waits to be tried with fewer others. */
		SUSPECTED,

		/** It is in a request. */
		UNDER_WAY,

		/** It has its outcome. */
		SETTLED

	}

	private final TrackOperation operation;

	private final Completion completion;

	/** What the observer needs of the caller. */
	private final @Nullable Object caller;

	/** How many came before it. */
	private final long number;

	private final long sinceNanos;

	private State state = State.ENTERING;

	private IdentityLanes.@Nullable Place places;

	/** Which request it is in. */
	private @Nullable Batch batch;

	private int attempts;

	private int strikes;

	/** How many batches had been accepted at the last strike. */
	private long acceptancesAtStrike;

	/** Only touched by who sends it, then by who tells its outcome. */
	private @Nullable Observed observed;

	private @Nullable CustomerIoException failure;

	private long settledNanos;

	QueuedOperation(TrackOperation operation, Completion completion, @Nullable Object caller, long number,
			long sinceNanos) {
		this.operation = operation;
		this.completion = completion;
		this.caller = caller;
		this.number = number;
		this.sinceNanos = sinceNanos;
	}

	/**
	 * Return the operation.
	 * @return the operation as it was handed in
	 */
	public TrackOperation operation() {
		return this.operation;
	}

	/**
	 * Return how often the operation was in a request. To be called once it is settled.
	 * @return the attempts, 0 if it never left
	 */
	public int attempts() {
		return this.attempts;
	}

	/**
	 * Return how long the operation took from its arrival to its outcome.
	 * @return the duration, zero while it has no outcome
	 */
	public Duration age() {
		return (this.state == State.SETTLED) ? Duration.ofNanos(this.settledNanos - this.sinceNanos) : Duration.ZERO;
	}

	/**
	 * Return who handed the operation in.
	 * @return as given to the dispatcher
	 */
	public Completion completion() {
		return this.completion;
	}

	@Nullable Object caller() {
		return this.caller;
	}

	long sinceNanos() {
		return this.sinceNanos;
	}

	State state() {
		return this.state;
	}

	@Nullable Batch batch() {
		return this.batch;
	}

	/** The first of its places in lanes. */
	IdentityLanes.@Nullable Place places() {
		return this.places;
	}

	void places(IdentityLanes.@Nullable Place places) {
		this.places = places;
	}

	void packed(Batch batch) {
		this.state = State.UNDER_WAY;
		this.batch = batch;
		this.attempts++;
	}

	void entered() {
		this.state = State.WAITING;
	}

	void givenBack() {
		this.state = State.WAITING;
		this.batch = null;
	}

	void suspected() {
		this.state = State.SUSPECTED;
		this.batch = null;
	}

	void settled(@Nullable CustomerIoException failure, long now) {
		this.state = State.SETTLED;
		this.batch = null;
		this.failure = failure;
		this.settledNanos = now;
	}

	@Nullable CustomerIoException failure() {
		return this.failure;
	}

	/**
	 * It failed in a way that may be its own fault. Failures with no acceptance between
	 * them are one, as an outage rather explains them.
	 * @param acceptances how many batches have been accepted
	 * @return how many such failures there have been
	 */
	int strike(long acceptances) {
		if (this.strikes == 0 || acceptances > this.acceptancesAtStrike) {
			this.strikes++;
			this.acceptancesAtStrike = acceptances;
		}
		return this.strikes;
	}

	@Nullable Observed observed() {
		return this.observed;
	}

	void observed(@Nullable Observed observed) {
		this.observed = observed;
	}

	CustomerIoNotSentException notSent(Reason reason, String why) {
		return new CustomerIoNotSentException(reason, this.operation + " was not sent: " + why);
	}

	CustomerIoNotSentException tooOld(Duration maxAge, @Nullable CustomerIoException lastFailure) {
		return new CustomerIoNotSentException(Reason.TOO_OLD, this.operation + " was not accepted within " + maxAge,
				lastFailure);
	}

	/** By arrival. */
	@Override
	public int compareTo(QueuedOperation other) {
		return Long.compare(this.number, other.number);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.number);
	}

	@Override
	public String toString() {
		return this.operation + " " + this.state;
	}

	/**
	 * Who handed an operation in.
	 */
	public interface Completion {

		/**
		 * There is room, and the operation was let in. Called at most once, on any
		 * thread, and must not block.
		 */
		default void entered() {
		}

		/**
		 * The operation ended. Called exactly once for each operation that was let in or
		 * waited for room, on a thread of the outcome executor.
		 * @param operation the operation
		 * @param failure why it was not accepted, or {@code null} if it was
		 */
		void settled(QueuedOperation operation, @Nullable CustomerIoException failure);

	}

	/**
	 * What to do if there is no room.
	 */
	public enum Patience {

		/** Refuse the operation. */
		NONE,

		/** Wait as long as the bounds say. */
		AS_BOUND,

		/** Wait until somebody refuses it. */
		UNTIL_REFUSED

	}

}
