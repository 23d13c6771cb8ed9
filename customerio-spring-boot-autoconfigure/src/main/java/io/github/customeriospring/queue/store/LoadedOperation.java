package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.OperationStore.Stored;
import io.github.customeriospring.queue.dispatch.QueuedOperation;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the store that this process has in memory to send it.
 */
final class LoadedOperation implements QueuedOperation.Completion {

	private final Stored stored;

	private final @Nullable HandedInOperation handedIn;

	private final Consumer<LoadedOperation> ended;

	/** Only touched by the worker, as the one below. */
	private @Nullable QueuedOperation queued;

	private @Nullable Exit exit;

	/** Written before it is given to the worker, as the one below. */
	private @Nullable CustomerIoException failure;

	private int attempts;

	LoadedOperation(Stored stored, @Nullable HandedInOperation handedIn, Consumer<LoadedOperation> ended) {
		this.stored = stored;
		this.handedIn = handedIn;
		this.ended = ended;
	}

	long id() {
		return this.stored.id();
	}

	int part() {
		return this.stored.part();
	}

	int crashes() {
		return this.stored.crashes();
	}

	TrackOperation operation() {
		return this.stored.operation();
	}

	/** {@code null} if it was handed in by another process or in an earlier life. */
	@Nullable HandedInOperation handedIn() {
		return this.handedIn;
	}

	Duration age(Instant now) {
		return Duration.between(this.stored.created(), now);
	}

	/** Those of earlier lives included. */
	int attempts() {
		return this.stored.attempts() + this.attempts;
	}

	int newAttempts() {
		return this.attempts;
	}

	@Nullable QueuedOperation queued() {
		return this.queued;
	}

	void queued(QueuedOperation queued) {
		this.queued = queued;
	}

	/** Why it is taken out of memory, {@code null} if it is not. */
	@Nullable Exit exit() {
		return this.exit;
	}

	void exit(Exit exit) {
		this.exit = exit;
	}

	@Nullable CustomerIoException failure() {
		return this.failure;
	}

	void failure(CustomerIoException failure) {
		this.failure = failure;
	}

	/** End without having been sent. */
	void end(CustomerIoException failure) {
		this.failure = failure;
		this.ended.accept(this);
	}

	@Override
	public void settled(QueuedOperation operation, @Nullable CustomerIoException failure) {
		this.attempts = operation.attempts();
		this.failure = failure;
		this.ended.accept(this);
	}

	/**
	 * Why the worker takes one out of memory.
	 */
	enum Exit {

		/** It is too old. */
		TOO_OLD,

		/** Another process sends it. */
		NOT_OURS,

		/** The application ends, and it stays in the store. */
		STAYS

	}

}
