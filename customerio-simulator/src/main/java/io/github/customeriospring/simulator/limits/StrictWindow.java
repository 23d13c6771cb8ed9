package io.github.customeriospring.simulator.limits;

import java.util.Arrays;

/**
 * Decides which arrivals are accepted: one is, exactly if fewer than {@code requests}
 * accepted arrivals lie in the half-open window {@code (now - window, now]}.
 * <p>
 * The times of the last {@value #MAX_REQUESTS} accepted arrivals are kept whatever the
 * limit is, so that a limit which changes while the server runs is judged by what really
 * arrived. Not thread-safe: {@link QuotaBook} guards it.
 */
final class StrictWindow {

	static final int MAX_REQUESTS = 1 << 20;

	private int requests;

	private long windowNanos;

	// a ring; its length is a power of two
	private long[] acceptedNanos = new long[256];

	private long accepted;

	StrictWindow(int requests, long windowNanos) {
		limit(requests, windowNanos);
	}

	void limit(int requests, long windowNanos) {
		if (requests < 1 || requests > MAX_REQUESTS) {
			throw new IllegalArgumentException(
					"'requests' must be between 1 and %d, was %d".formatted(MAX_REQUESTS, requests));
		}
		if (windowNanos < 1) {
			throw new IllegalArgumentException("'window' must be positive, was %d ns".formatted(windowNanos));
		}
		this.requests = requests;
		this.windowNanos = windowNanos;
	}

	/**
	 * Judge an arrival.
	 * @param now the time of arrival in nanoseconds, not before an earlier call's
	 * @return 0 if it is accepted, otherwise the nanoseconds until the next one would be
	 */
	long arrive(long now) {
		if (this.accepted >= this.requests) {
			long ageNanos = now - this.acceptedNanos[index(this.accepted - this.requests)];
			if (ageNanos < this.windowNanos) {
				return this.windowNanos - ageNanos;
			}
		}
		if (this.accepted == this.acceptedNanos.length && this.acceptedNanos.length < MAX_REQUESTS) {
			// the ring never wrapped before this moment, so copying keeps its order
			this.acceptedNanos = Arrays.copyOf(this.acceptedNanos, this.acceptedNanos.length * 2);
		}
		this.acceptedNanos[index(this.accepted++)] = now;
		return 0;
	}

	private int index(long arrival) {
		return (int) (arrival & (this.acceptedNanos.length - 1));
	}

}
