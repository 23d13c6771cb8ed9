package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * When a quota may go on after the server refused one of its calls. Refusals of calls
 * that left before the first one was known are part of the same episode.
 */
final class Pauses {

	private final IntFunction<Duration> backoff;

	/** All fields below are guarded by this. */
	private long until;

	private long episodeSince;

	/** Episodes in a row without an accepted call between them. */
	private int streak;

	Pauses(IntFunction<Duration> backoff, long now) {
		this.backoff = backoff;
		this.until = now;
		this.episodeSince = now;
	}

	/**
	 * A call was refused.
	 * @param leftAt when it left
	 * @param retryAfter what the server asked for, or {@code null}; zero says no more
	 * than nothing
	 * @param now the time
	 * @return the pause that begins, or {@code null} if it belongs to a known episode
	 */
	synchronized @Nullable Duration throttled(long leftAt, @Nullable Duration retryAfter, long now) {
		boolean said = retryAfter != null && !retryAfter.isZero();
		boolean first = leftAt - this.episodeSince >= 0;
		if (first) {
			this.streak++;
			this.episodeSince = now;
		}
		else if (!said) {
			return null;
		}
		Duration pause = (retryAfter != null && said) ? retryAfter : this.backoff.apply(this.streak);
		extend(now + pause.toNanos());
		return first ? pause : null;
	}

	synchronized void accepted(long leftAt) {
		if (leftAt - this.episodeSince >= 0) {
			this.streak = 0;
		}
	}

	synchronized void extend(long until) {
		if (until - this.until > 0) {
			this.until = until;
		}
	}

	synchronized long nanosLeft(long now) {
		return Math.max(0, this.until - now);
	}

}
