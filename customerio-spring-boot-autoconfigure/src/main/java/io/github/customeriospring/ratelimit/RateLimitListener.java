package io.github.customeriospring.ratelimit;

import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;

/**
 * Told what happens in the waiting lines, on the thread where it happens: do not block.
 *
 * @since 0.1.0
 */
public interface RateLimitListener {

	/**
	 * A call got its permit.
	 * @param quota the quota
	 * @param priority the call's priority
	 * @param waitedNanos how long it waited, in nanoseconds
	 */
	default void permitted(Quota quota, Priority priority, long waitedNanos) {
	}

	/**
	 * The server answered.
	 * @param quota the quota
	 * @param status the HTTP status
	 */
	default void answered(Quota quota, int status) {
	}

	/**
	 * The server answered 429.
	 * @param quota the quota
	 */
	default void throttled(Quota quota) {
	}

	/**
	 * The client refused a call: the line was full, the wait too long, or the application
	 * shuts down.
	 * @param quota the quota
	 */
	default void refused(Quota quota) {
	}

}
