package io.github.customeriospring.queue.store;

import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * An operation that this process has handed in, and who wants to know what becomes of it.
 */
final class HandedInOperation {

	private static final long NONE = -1;

	/** Completed when the operation is safe in the store. Nothing of a caller follows. */
	private final CompletableFuture<Void> safe = new CompletableFuture<>();

	private final @Nullable Outcome outcome;

	/** What the observer needs of the caller. */
	private final @Nullable Object caller;

	private final int size;

	/** Until it is safe. */
	private volatile @Nullable TrackOperation operation;

	private volatile long id = NONE;

	private HandedInOperation(TrackOperation operation, @Nullable Outcome outcome, @Nullable Object caller) {
		this.operation = operation;
		this.size = operation.size();
		this.outcome = outcome;
		this.caller = caller;
	}

	/** For who wants to know its outcome. */
	static HandedInOperation withOutcome(TrackOperation operation, @Nullable Object caller, Canceller canceller) {
		Outcome outcome = new Outcome(canceller);
		HandedInOperation handedIn = new HandedInOperation(operation, outcome, caller);
		outcome.handedIn = handedIn;
		return handedIn;
	}

	/** For who only wants to know that it is safe. */
	static HandedInOperation withoutOutcome(TrackOperation operation, @Nullable Object caller) {
		return new HandedInOperation(operation, null, caller);
	}

	CompletableFuture<Void> safe() {
		return this.safe;
	}

	/** {@code null} if nobody wants to know. */
	@Nullable CompletableFuture<Void> outcome() {
		return this.outcome;
	}

	@Nullable Object caller() {
		return this.caller;
	}

	int size() {
		return this.size;
	}

	/** {@code null} once it is safe. */
	@Nullable TrackOperation operation() {
		return this.operation;
	}

	boolean hasId() {
		return this.id != NONE;
	}

	long id() {
		return this.id;
	}

	void id(long id) {
		this.id = id;
	}

	void isNotStored() {
		this.id = NONE;
	}

	void isSafe() {
		this.operation = null;
		this.safe.complete(null);
	}

	/** Tell who wants to know, which runs code of callers. */
	void tell(@Nullable CustomerIoException failure) {
		Outcome outcome = this.outcome;
		if (outcome != null && failure == null) {
			outcome.complete(null);
		}
		else if (outcome != null) {
			outcome.completeExceptionally(failure);
		}
	}

	/**
	 * Takes operations out again.
	 */
	@FunctionalInterface
	interface Canceller {

		void cancel(HandedInOperation handedIn);

	}

	/**
	 * What a caller knows of his operation. Completing it tells the queue nothing,
	 * cancelling it does.
	 */
	private static final class Outcome extends CompletableFuture<Void> {

		private final Canceller canceller;

		private @Nullable HandedInOperation handedIn;

		private Outcome(Canceller canceller) {
			this.canceller = canceller;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			boolean cancelled = super.cancel(mayInterruptIfRunning);
			HandedInOperation handedIn = this.handedIn;
			if (cancelled && handedIn != null) {
				this.canceller.cancel(handedIn);
			}
			return cancelled;
		}

		/** What follows from it is no operation. */
		@Override
		public <U> CompletableFuture<U> newIncompleteFuture() {
			return new CompletableFuture<>();
		}

	}

}
