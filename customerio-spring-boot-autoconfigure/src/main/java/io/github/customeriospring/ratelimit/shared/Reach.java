package io.github.customeriospring.ratelimit.shared;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

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

	private static final Pattern CODE = Pattern.compile("^[A-Z]{2,} ");

	private @Nullable Long failingSince;

	private @Nullable String why;

	private boolean heard;

	private long heardAt;

	private long answers;

	private long failures;

	/** Returns for how long it failed, zero if it did not. */
	long heard(long startedAt, long now) {
		long failed = failedNanos(now);
		this.failingSince = null;
		this.why = null;
		this.heard = true;
		this.heardAt = startedAt;
		this.answers++;
		return failed;
	}

	/**
	 * A call failed.
	 * @param startedAt when it started
	 * @param now the time
	 * @param ex why
	 * @return why, or {@code null} as long as that is not worth telling: what is over
	 * soon is not, nor is a process that is getting warm
	 */
	@Nullable String failed(long startedAt, long now, Throwable ex) {
		this.failures++;
		if (this.failingSince == null) {
			this.failingSince = startedAt;
		}
		if (failedNanos(now) >= LEAST_SILENCE) {
			this.why = explain(ex);
		}
		return this.why;
	}

	/** Errors of Redis begin with a code. */
	private static String explain(Throwable ex) {
		if (ex instanceof TimeoutException) {
			return "no answer in time";
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		String message = String.valueOf(cause.getMessage());
		return CODE.matcher(message).find() ? message : "no connection: " + message;
	}

	/**
	 * Returns why it does not answer, {@code null} unless that has lasted for a while.
	 */
	@Nullable String why() {
		return this.why;
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
