package io.github.customeriospring.simulator.limits;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The sliding window and the counts of a quota.
 */
public final class QuotaBook {

	/**
	 * The maximum number of requests of a limit.
	 */
	public static final int MAX_REQUESTS = StrictWindow.MAX_REQUESTS;

	private final LongSupplier nanoClock;

	// guards all following fields; the clock is read under it, so arrivals are in order
	private final Object lock = new Object();

	private int requests;

	private Duration length;

	private StrictWindow window;

	private PeakMeter peak;

	private long accepted;

	private long refused;

	private long failed;

	public QuotaBook(int requests, Duration length, LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.requests = requests;
		this.length = length;
		this.window = new StrictWindow(requests, length.toNanos());
		this.peak = new PeakMeter(length.toNanos());
	}

	/**
	 * Change the limit for future arrivals. A new length of the window resets the peak.
	 */
	public void limit(int requests, Duration length) {
		synchronized (this.lock) {
			this.window.limit(requests, length.toNanos());
			if (!length.equals(this.length)) {
				this.peak = new PeakMeter(length.toNanos());
			}
			this.requests = requests;
			this.length = length;
		}
	}

	public Arrival arrive() {
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			long waitNanos = this.window.arrive(now);
			if (waitNanos == 0) {
				this.peak.arrived(now);
			}
			else {
				this.refused++;
			}
			return new Arrival(now, waitNanos);
		}
	}

	public void answered(boolean success) {
		synchronized (this.lock) {
			if (success) {
				this.accepted++;
			}
			else {
				this.failed++;
			}
		}
	}

	public Counts counts() {
		synchronized (this.lock) {
			return new Counts(this.accepted, this.refused, this.failed, this.peak.peak());
		}
	}

	/**
	 * Describe the limit in Customer.io's words.
	 * @return the limit, for example "10 requests per 1s"
	 */
	public String describe() {
		synchronized (this.lock) {
			long millis = this.length.toMillis();
			String length = (millis % 1000 == 0) ? millis / 1000 + "s" : millis + "ms";
			return this.requests + " requests per " + length;
		}
	}

	public void reset(int requests, Duration length) {
		synchronized (this.lock) {
			this.requests = requests;
			this.length = length;
			this.window = new StrictWindow(requests, length.toNanos());
			this.peak = new PeakMeter(length.toNanos());
			this.accepted = 0;
			this.refused = 0;
			this.failed = 0;
		}
	}

	/**
	 * The counts so far, see {@code QuotaStats}.
	 */
	public record Counts(long accepted, long refused, long failed, int mostInAnyWindow) {

	}

	/**
	 * @param nanos when the request arrived
	 * @param waitNanos 0 if it was accepted, otherwise the time until the next one would
	 * be
	 */
	public record Arrival(long nanos, long waitNanos) {

		public boolean isAccepted() {
			return this.waitNanos == 0;
		}

	}

}
