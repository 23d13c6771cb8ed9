package io.github.customeriospring.queue.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;

/**
 * How much the store holds and may hold, and who waits for room, first come first.
 */
final class StoreCapacity {

	private final Bounds bounds;

	/** Guarded by this object, as the two below. */
	private final Deque<Place> waiting = new ArrayDeque<>();

	private long operations;

	private long bytes;

	StoreCapacity(Bounds bounds) {
		this.bounds = bounds;
	}

	/** Take room now, if there is any. */
	synchronized boolean tryTake(int size) {
		if (!isAnybodyWaiting() && hasRoom(size)) {
			take(size);
			return true;
		}
		return false;
	}

	/**
	 * Take room when there is some.
	 * @return completed when it is taken; to be cancelled by who waits no longer
	 */
	synchronized CompletableFuture<Void> take(TakenBy by, int size) {
		if (tryTake(size)) {
			return CompletableFuture.completedFuture(null);
		}
		if (by == TakenBy.REACTIVE && this.waiting.size() >= this.bounds.waiting()) {
			return CompletableFuture.failedFuture(new CustomerIoNotSentException(Reason.QUEUE_FULL,
					"the queue is full, and as many wait for room as may"));
		}
		Place place = new Place(size);
		this.waiting.add(place);
		return place;
	}

	/** One operation fits even if it is larger than the bound. */
	private boolean hasRoom(int size) {
		return this.operations <= 0
				|| (this.operations < this.bounds.operations() && this.bytes + size <= this.bounds.bytes());
	}

	private void take(long size) {
		this.operations++;
		this.bytes += size;
	}

	void release(long operations, long bytes) {
		synchronized (this) {
			this.operations -= operations;
			this.bytes -= bytes;
		}
		letIn();
	}

	/** What is there is counted anew. */
	void set(long operations, long bytes) {
		synchronized (this) {
			this.operations = operations;
			this.bytes = bytes;
		}
		letIn();
	}

	/** Who waits is told without the lock. */
	private void letIn() {
		for (Place next = nextPlace(); next != null; next = nextPlace()) {
			if (!next.complete(null)) {
				release(1, next.size);
			}
		}
	}

	private synchronized @org.jspecify.annotations.Nullable Place nextPlace() {
		if (!isAnybodyWaiting() || !hasRoom(this.waiting.getFirst().size)) {
			return null;
		}
		Place next = this.waiting.removeFirst();
		take(next.size);
		return next;
	}

	private boolean isAnybodyWaiting() {
		while (!this.waiting.isEmpty() && this.waiting.getFirst().isDone()) {
			this.waiting.removeFirst();
		}
		return !this.waiting.isEmpty();
	}

	synchronized int waiting() {
		return (int) this.waiting.stream().filter((place) -> !place.isDone()).count();
	}

	synchronized long operations() {
		return Math.max(0, this.operations);
	}

	synchronized long bytes() {
		return Math.max(0, this.bytes);
	}

	double fillLevel() {
		return Math.max((double) operations() / this.bounds.operations(), (double) bytes() / this.bounds.bytes());
	}

	/**
	 * Who waits.
	 */
	enum TakenBy {

		/** A thread, so there are not too many. */
		THREAD,

		/** A subscriber: there may be any number. */
		REACTIVE

	}

	private static final class Place extends CompletableFuture<Void> {

		private final int size;

		private Place(int size) {
			this.size = size;
		}

	}

}
