package io.github.customeriospring.layer;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Logs at most one line of a kind per period, so that the log stays readable while
 * everything fails. Each line tells how many were suppressed before it.
 *
 * @since 0.1.0
 */
public final class SparseLog {

	/** The period between two lines of a kind. */
	public static final Duration PERIOD = Duration.ofSeconds(5);

	private final LongSupplier nanoClock;

	/** Guarded by this, like the fields below. */
	private long nextAt;

	private long leftOut;

	/**
	 * Create a log for one kind of line. The first line is always logged.
	 * @param nanoClock the monotonic clock, in nanoseconds
	 */
	public SparseLog(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.nextAt = nanoClock.getAsLong();
	}

	/**
	 * Log a line unless one was logged less than {@link #PERIOD} ago.
	 * @param line logs the line. It receives the text to append, which is empty unless
	 * lines were suppressed
	 */
	public void log(Consumer<String> line) {
		long more;
		synchronized (this) {
			long now = this.nanoClock.getAsLong();
			if (this.nextAt - now > 0) {
				this.leftOut++;
				return;
			}
			this.nextAt = now + PERIOD.toNanos();
			more = this.leftOut;
			this.leftOut = 0;
		}
		line.accept((more == 0) ? "" : " (" + more + " similar lines were suppressed)");
	}

}
