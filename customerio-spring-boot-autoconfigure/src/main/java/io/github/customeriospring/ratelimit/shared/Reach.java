package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether the shared state answers. Not thread-safe.
 */
final class Reach {

	/**
	 * Nobody sends without the shared state before it has been silent for so long. After
	 * a longer silence it gives no permits for a while, see {@code GAP} in
	 * {@code lease.lua}.
	 */
	private static final long LEAST_SILENCE = Duration.ofSeconds(3).toNanos();

	private @Nullable Long failingSince;

	private boolean heard;

	private long heardAt;

	private long answers;

	private long failures;

	/** Returns for how long it failed, zero if it did not. */
	long heard(long startedAt, long now) {
		long failed = failedNanos(now);
		this.failingSince = null;
		this.heard = true;
		this.heardAt = startedAt;
		this.answers++;
		return failed;
	}

	/**
	 * A call failed.
	 * @param startedAt when it started
	 * @param now the time
	 * @return whether that is worth telling: one in a row is not, nor are those of a
	 * process that is still getting warm
	 */
	boolean failed(long startedAt, long now) {
		this.failures++;
		boolean again = this.failingSince != null;
		if (this.failingSince == null) {
			this.failingSince = startedAt;
		}
		return this.heard ? again : failedNanos(now) >= LEAST_SILENCE;
	}

	boolean isFailing() {
		return this.failingSince != null;
	}

	boolean wasHeard() {
		return this.heard;
	}

	/** Returns when the last call started that was answered. */
	long heardAt() {
		return this.heardAt;
	}

	/** Returns whether all permits have ended that anybody got while it answered. */
	boolean isSilentFor(long holdNanos, long now) {
		return failedNanos(now) >= Math.max(LEAST_SILENCE, holdNanos);
	}

	private long failedNanos(long now) {
		return (this.failingSince != null) ? now - this.failingSince : 0;
	}

	long answers() {
		return this.answers;
	}

	long failures() {
		return this.failures;
	}

}
