package io.github.customeriospring.queue;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * Room for operations, bounded by count and bytes. Who finds none waits in order.
 */
final class QueueCapacity {

	private final int maxOperations;

	private final long maxBytes;

	/** Guarded by this, like the fields below. */
	private final Set<Request> waiting = new LinkedHashSet<>();

	private int operations;

	private long bytes;

	QueueCapacity(int maxOperations, long maxBytes) {
		this.maxOperations = maxOperations;
		this.maxBytes = maxBytes;
	}

	synchronized boolean tryAcquire(TrackOperation operation) {
		if (!this.waiting.isEmpty() || !hasRoom(operation.size())) {
			return false;
		}
		take(operation.size());
		return true;
	}

	/**
	 * Ask for room.
	 * @return completed when there is room and it was taken; cancelling it gives up the
	 * place
	 */
	CompletableFuture<Void> acquire(TrackOperation operation) {
		Request request = new Request(operation.size(), new CompletableFuture<>());
		synchronized (this) {
			if (tryAcquire(operation)) {
				return CompletableFuture.completedFuture(null);
			}
			this.waiting.add(request);
		}
		request.granted.whenComplete((nothing, ex) -> {
			if (ex != null) {
				giveUp(request);
			}
		});
		return request.granted;
	}

	private void giveUp(Request request) {
		synchronized (this) {
			this.waiting.remove(request);
		}
		grant(); // it may have been in the way of smaller ones
	}

	void release(TrackOperation operation) {
		release(operation.size());
	}

	private void release(int size) {
		synchronized (this) {
			this.operations--;
			this.bytes -= size;
		}
		grant();
	}

	private void grant() {
		for (Request next = next(); next != null; next = next()) {
			if (!next.granted.complete(null)) {
				synchronized (this) {
					// given up in the meantime
					this.operations--;
					this.bytes -= next.size;
				}
			}
		}
	}

	private synchronized @Nullable Request next() {
		if (this.waiting.isEmpty()) {
			return null;
		}
		Request first = this.waiting.iterator().next();
		if (!hasRoom(first.size)) {
			return null;
		}
		take(first.size);
		this.waiting.remove(first);
		return first;
	}

	/** One operation fits even if it is larger than the bound. */
	private boolean hasRoom(int size) {
		return this.operations == 0 || (this.operations < this.maxOperations && this.bytes + size <= this.maxBytes);
	}

	private void take(int size) {
		this.operations++;
		this.bytes += size;
	}

	synchronized int operations() {
		return this.operations;
	}

	synchronized long bytes() {
		return this.bytes;
	}

	synchronized double fillLevel() {
		return Math.max((double) this.operations / this.maxOperations, (double) this.bytes / this.maxBytes);
	}

	private record Request(int size, CompletableFuture<Void> granted) {

	}

}
