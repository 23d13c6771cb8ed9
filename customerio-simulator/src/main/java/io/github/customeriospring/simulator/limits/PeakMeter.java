package io.github.customeriospring.simulator.limits;

/**
 * Measures the maximum number of arrivals in any sliding window. It knows no limit and
 * shares no code with {@link StrictWindow}, so it would reveal a mistake there. Not
 * thread-safe: guarded by {@link QuotaBook}.
 */
final class PeakMeter {

	private final long windowNanos;

	// the arrivals of the current window, oldest at 'head'
	private long[] queue = new long[64];

	private int head;

	private int size;

	private int peak;

	PeakMeter(long windowNanos) {
		this.windowNanos = windowNanos;
	}

	void arrived(long now) {
		while (this.size > 0 && now - this.queue[this.head] >= this.windowNanos) {
			this.head = (this.head + 1) % this.queue.length;
			this.size--;
		}
		if (this.size == this.queue.length) {
			grow();
		}
		this.queue[(this.head + this.size) % this.queue.length] = now;
		this.size++;
		this.peak = Math.max(this.peak, this.size);
	}

	int peak() {
		return this.peak;
	}

	private void grow() {
		long[] larger = new long[this.queue.length * 2];
		int tail = this.queue.length - this.head;
		System.arraycopy(this.queue, this.head, larger, 0, tail);
		System.arraycopy(this.queue, 0, larger, tail, this.head);
		this.queue = larger;
		this.head = 0;
	}

}
