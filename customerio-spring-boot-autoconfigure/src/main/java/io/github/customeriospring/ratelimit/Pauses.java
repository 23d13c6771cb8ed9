package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Until when nobody goes because the server said so. Thread-safe.
 */
final class Pauses {

	private final IntFunction<Duration> backoff;

	private final Duration longest;

	private final Duration plausible;

	/** All fields below are guarded by this. */
	private long until;

	/** The same, of other instances. */
	private long learnedUntil;

	private @Nullable String reason;

	private long episodeSince;

	/** Episodes in a row without an accepted call between them. */
	private int streak;

	/**
	 * Create it.
	 * @param backoff how long to pause after the n-th 429 in a row that does not say it
	 * @param longest the longest pause that an answer can ask for
	 * @param plausible the longest pause that a success can ask for: what is longer is
	 * counted in another unit or from another clock
	 * @param now the time
	 */
	Pauses(IntFunction<Duration> backoff, Duration longest, Duration plausible, long now) {
		this.backoff = backoff;
		this.longest = longest;
		this.plausible = plausible;
		this.until = now;
		this.learnedUntil = now;
		this.episodeSince = now;
	}

	/**
	 * A call of another instance was refused.
	 * @param nanos how long nobody goes
	 * @param streak how many episodes there were in a row
	 * @param now the time
	 * @return the pause that begins, or {@code null} if it is known
	 */
	synchronized @Nullable Duration learn(long nanos, int streak, long now) {
		boolean running = nanosLeft(now) > 0;
		this.streak = streak;
		this.learnedUntil = now + Math.min(nanos, this.longest.toNanos());
		return (running || nanosLeft(now) == 0) ? null : Duration.ofNanos(nanosLeft(now));
	}

	/**
	 * A call was refused.
	 * @param leftAt when it left
	 * @param retryAfter what the server asked for, or {@code null}; zero says no more
	 * than nothing
	 * @param now the time
	 * @return the pause that begins, or {@code null} if it belongs to a known episode
	 */
	synchronized @Nullable Duration refused(long leftAt, @Nullable Duration retryAfter, long now) {
		Duration said = (retryAfter != null && !retryAfter.isZero()) ? shorter(retryAfter, this.longest) : null;
		boolean first = leftAt - this.episodeSince >= 0;
		if (first) {
			this.streak++;
			this.episodeSince = now;
		}
		else if (said == null) {
			return null;
		}
		Duration pause = (said != null) ? said : this.backoff.apply(this.streak);
		extend(pause, (said != null) ? "429 with Retry-After" : "429", now);
		return first ? pause : null;
	}

	/**
	 * A call was accepted.
	 * @param leftAt when it left
	 * @param usedUpFor how long the server says that it has no more permits, or
	 * {@code null}
	 * @param now the time
	 * @return the pause that begins, or {@code null} for none
	 */
	synchronized @Nullable Duration accepted(long leftAt, @Nullable Duration usedUpFor, long now) {
		if (leftAt - this.episodeSince >= 0) {
			this.streak = 0;
		}
		if (usedUpFor == null || usedUpFor.compareTo(this.plausible) > 0) {
			return null;
		}
		Duration pause = shorter(usedUpFor, this.longest);
		boolean running = nanosLeft(now) > 0;
		extend(pause, "X-RateLimit-Remaining: 0", now);
		return (running || pause.isZero()) ? null : pause;
	}

	private void extend(Duration pause, String reason, long now) {
		if (pause.toNanos() > ownNanosLeft(now)) {
			this.until = now + pause.toNanos();
			this.reason = reason;
		}
	}

	private static Duration shorter(Duration a, Duration b) {
		return (a.compareTo(b) < 0) ? a : b;
	}

	/** As if there never had been a refusal. */
	synchronized void reset(long now) {
		this.until = now;
		this.learnedUntil = now;
		this.episodeSince = now;
		this.streak = 0;
	}

	synchronized long nanosLeft(long now) {
		return Math.max(ownNanosLeft(now), this.learnedUntil - now);
	}

	/** How long nobody goes as answers in this process said so. */
	synchronized long ownNanosLeft(long now) {
		return Math.max(0, this.until - now);
	}

	/** Returns what the present pause is for, or null if there is none. */
	synchronized @Nullable String reason(long now) {
		return (ownNanosLeft(now) > 0) ? this.reason : (nanosLeft(now) > 0) ? "as another instance learnt" : null;
	}

}
