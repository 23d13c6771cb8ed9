package io.github.customeriospring.ratelimit;

import java.time.Duration;

import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.Nullable;

/**
 * Who may wait in a line, and for how long.
 *
 * @param capacity how many interactive calls may wait
 * @param maxBytes how many bytes their bodies may have together
 * @param maxWait how long each may wait
 * @param maxInFlight how many calls of any kind may have a permit and no answer yet
 */
record Admission(int capacity, long maxBytes, Duration maxWait, int maxInFlight) {

	/**
	 * Decide whether a new interactive call may wait. The wait is estimated with the
	 * limit that is set: one that is lowered for now may have recovered by then.
	 * @param ahead how many calls go before it
	 * @param bytes the bodies of all that wait, its own included
	 * @param pauseNanos how long nobody goes
	 * @param available how many permits there are now
	 * @param limit the limit and its window
	 * @return why it may not, or {@code null} if it may
	 */
	@Nullable Reason decide(int ahead, long bytes, long pauseNanos, int available, RateLimiterConfig limit) {
		if (ahead >= this.capacity || (ahead > 0 && bytes > this.maxBytes)) {
			return Reason.LINE_FULL;
		}
		long missing = Math.max(0, ahead + 1L - Math.max(0, available));
		double windows = Math.ceil((double) missing / limit.getLimitForPeriod());
		double wait = pauseNanos + windows * limit.getLimitRefreshPeriod().toNanos();
		return (wait > this.maxWait.toNanos()) ? Reason.WAIT_TOO_LONG : null;
	}

	/** The same for a call that comes back and found room before. */
	@Nullable Reason decideAgain(long pauseNanos) {
		return (pauseNanos > this.maxWait.toNanos()) ? Reason.WAIT_TOO_LONG : null;
	}

	/** Names the properties. */
	@Override
	public String toString() {
		return "'capacity' " + this.capacity + ", 'max-bytes' " + this.maxBytes + ", 'max-wait' "
				+ this.maxWait.toMillis() + " ms, 'max-in-flight' " + this.maxInFlight;
	}

}
