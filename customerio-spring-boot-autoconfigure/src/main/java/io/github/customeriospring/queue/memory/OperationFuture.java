package io.github.customeriospring.queue.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.queue.dispatch.QueuedOperation;
import org.jspecify.annotations.Nullable;

/**
 * What a caller knows of his operation. Completing it tells the queue nothing, cancelling
 * it does.
 */
final class OperationFuture extends CompletableFuture<Void> implements QueuedOperation.Completion {

	private final MemoryQueue queue;

	/** Opened when the operation is let in; {@code null} if nobody waits for that. */
	private final @Nullable CountDownLatch door;

	private volatile @Nullable QueuedOperation operation;

	OperationFuture(MemoryQueue queue, @Nullable CountDownLatch door) {
		this.queue = queue;
		this.door = door;
	}

	void isFor(QueuedOperation operation) {
		this.operation = operation;
	}

	/** {@code null} if it was not taken. */
	@Nullable QueuedOperation operation() {
		return this.operation;
	}

	@Override
	public void entered() {
		if (this.door != null) {
			this.door.countDown();
		}
	}

	@Override
	public void settled(QueuedOperation operation, @Nullable CustomerIoException failure) {
		entered();
		this.queue.settled(operation, failure);
		if (failure == null) {
			complete(null);
		}
		else {
			completeExceptionally(failure);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		QueuedOperation operation = this.operation;
		if (cancelled && operation != null) {
			this.queue.cancel(operation);
		}
		return cancelled;
	}

	/** What follows from it is no operation. */
	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
