package io.github.customeriospring.ratelimit;

import java.util.List;

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
	 * A call was not let in: the line was full or the wait too long.
	 * @param quota the quota
	 */
	default void refused(Quota quota) {
	}

	/**
	 * Return a listener that tells others, whatever one of them throws.
	 * @param listeners the others, in their order
	 * @return the listener
	 */
	static RateLimitListener of(List<RateLimitListener> listeners) {
		return new RateLimitListeners(listeners, System::nanoTime);
	}

}
