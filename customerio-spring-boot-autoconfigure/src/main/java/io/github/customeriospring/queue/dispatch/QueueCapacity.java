package io.github.customeriospring.queue.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.QueuedOperation.State;
import org.jspecify.annotations.Nullable;

/**
 * How much there may be, what is under way included, and who waits for room, first come
 * first. Not thread-safe.
 */
final class QueueCapacity {

	/**
	 * What an operation takes on the heap beside its JSON: itself, its places, its
	 * future. Measured with 100,000 of different people, on JDK 17 with compressed
	 * pointers.
	 */
	static final int OVERHEAD_BYTES = 500;

	private final Bounds bounds;

	private int operations;

	private long bytes;

	private final TreeSet<QueuedOperation> entering = new TreeSet<>();

	/** Who waits no longer than the others, so by deadline. Some may be gone. */
	private final Deque<QueuedOperation> patient = new ArrayDeque<>();

	QueueCapacity(Bounds bounds) {
		this.bounds = bounds;
	}

	boolean tryTake(QueuedOperation operation) {
		long size = size(operation.operation());
		if (!this.entering.isEmpty() || !hasRoom(size)) {
			return false;
		}
		take(size);
		return true;
	}

	/** One operation fits even if it is larger than the bound. */
	private boolean hasRoom(long size) {
		return this.operations == 0
				|| (this.operations < this.bounds.operations() && this.bytes + size <= this.bounds.bytes());
	}

	private void take(long size) {
		this.operations++;
		this.bytes += size;
	}

	void release(QueuedOperation operation) {
		this.operations--;
		this.bytes -= size(operation.operation());
	}

	private static long size(TrackOperation operation) {
		return operation.size() + OVERHEAD_BYTES;
	}

	/**
	 * Wait for room.
	 * @param timed whether it is refused when it has waited for as long as the bounds say
	 * @return whether there was a place to wait
	 */
	boolean tryWait(QueuedOperation operation, boolean timed) {
		if (this.entering.size() >= this.bounds.waiting()) {
			return false;
		}
		this.entering.add(operation);
		if (timed) {
			this.patient.add(operation);
		}
		return true;
	}

	void giveUp(QueuedOperation operation) {
		this.entering.remove(operation);
	}

	/** The next one that waited and has room now, or {@code null} for none. */
	@Nullable QueuedOperation nextEntering() {
		if (this.entering.isEmpty() || !hasRoom(size(this.entering.first().operation()))) {
			return null;
		}
		QueuedOperation next = this.entering.first();
		this.entering.remove(next);
		take(size(next.operation()));
		return next;
	}

	/** Who has waited too long, or {@code null} for nobody. */
	@Nullable QueuedOperation nextOverdue(long now) {
		return (nanosUntilOverdue(now) == 0) ? this.patient.peek() : null;
	}

	long nanosUntilOverdue(long now) {
		while (!this.patient.isEmpty() && this.patient.getFirst().state() != State.ENTERING) {
			this.patient.removeFirst();
		}
		return this.patient.isEmpty() ? Long.MAX_VALUE
				: Math.max(0, this.patient.getFirst().sinceNanos() + this.bounds.maxWait().toNanos() - now);
	}

	@Nullable QueuedOperation anyEntering() {
		return this.entering.isEmpty() ? null : this.entering.first();
	}

	Duration maxWait() {
		return this.bounds.maxWait();
	}

	int operations() {
		return this.operations;
	}

	int waiting() {
		return this.entering.size();
	}

	long bytes() {
		return this.bytes;
	}

	double fillLevel() {
		return Math.max((double) this.operations / this.bounds.operations(), (double) this.bytes / this.bounds.bytes());
	}

}
