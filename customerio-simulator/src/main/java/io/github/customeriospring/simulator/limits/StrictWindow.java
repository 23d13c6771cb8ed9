package io.github.customeriospring.simulator.limits;

import java.util.Arrays;

/**
 * Decides which arrivals are accepted. An arrival is accepted if and only if fewer than
 * {@code requests} accepted arrivals are in the half-open window
 * {@code (now - window, now]}.
 * <p>
 * It keeps the times of the last {@value #MAX_REQUESTS} accepted arrivals, whatever the
 * limit is. So a limit that changes while the server runs takes all earlier arrivals into
 * account. Not thread-safe: guarded by {@link QuotaBook}.
 */
final class StrictWindow {

	static final int MAX_REQUESTS = 1 << 20;

	private int requests;

	private long windowNanos;

	// a ring buffer; its length is a power of two
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
	 * Decide on an arrival.
	 * @param now the time of arrival in nanoseconds, never before that of an earlier call
	 * @return 0 if it is accepted, otherwise the nanoseconds until an arrival would be
	 */
	long arrive(long now) {
		if (this.accepted >= this.requests) {
			long ageNanos = now - this.acceptedNanos[index(this.accepted - this.requests)];
			if (ageNanos < this.windowNanos) {
				return this.windowNanos - ageNanos;
			}
		}
		if (this.accepted == this.acceptedNanos.length && this.acceptedNanos.length < MAX_REQUESTS) {
			// the ring has never wrapped so far, so a copy keeps its order
			this.acceptedNanos = Arrays.copyOf(this.acceptedNanos, this.acceptedNanos.length * 2);
		}
		this.acceptedNanos[index(this.accepted++)] = now;
		return 0;
	}

	private int index(long arrival) {
		return (int) (arrival & (this.acceptedNanos.length - 1));
	}

}
