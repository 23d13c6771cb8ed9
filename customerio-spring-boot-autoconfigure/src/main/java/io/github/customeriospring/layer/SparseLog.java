package io.github.customeriospring.layer;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets one log line of a kind through in a period, so that a log stays readable while
 * everything fails. The next line tells how many were left out.
 *
 * @since 0.1.0
 */
public final class SparseLog {

	/** For lines that an operator reads while something fails. */
	public static final Duration PERIOD = Duration.ofSeconds(5);

	private final LongSupplier nanoClock;

	/** Guarded by this, like the fields below. */
	private long nextAt;

	private long leftOut;

	/**
	 * Create a log of one kind of line, the first of which is let through.
	 * @param nanoClock the time in nanoseconds, from any origin
	 */
	public SparseLog(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.nextAt = nanoClock.getAsLong();
	}

	/**
	 * Log a line unless one was logged less than {@link #PERIOD} ago.
	 * @param line logs it; given what to put at its end, which is empty if no line was
	 * left out
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
		line.accept((more == 0) ? "" : " (and " + more + " such lines before it that were left out)");
	}

}
