package io.github.customeriospring.ratelimit;

/**
 * Where a waiting line gets its permits, one at a time and only when it can use it. Each
 * permit is named by a slot. What becomes of its request is told, so that the source
 * knows for how long the server counts it.
 */
interface PermitSource {

	/**
	 * Take a permit if there is one now.
	 * @return a slot, zero or more; or minus the nanoseconds after which to ask again
	 */
	long tryAcquire();

	/**
	 * Nobody was left who could use the permit.
	 * @param slot the permit
	 */
	void giveBack(long slot);

	/**
	 * The request leaves now.
	 * @param slot its permit
	 */
	default void left(long slot) {
	}

	/**
	 * The server answered, so it counted the request before now.
	 * @param slot its permit
	 * @param accepted whether with a success
	 */
	default void answered(long slot, boolean accepted) {
	}

	/**
	 * The server refused the request with a 429, so it did not count it.
	 * @param slot its permit
	 * @param again whether it was sent before an earlier refusal was known, and so says
	 * nothing new
	 * @param pauseNanos how long nobody goes because of it, in nanoseconds
	 */
	default void throttled(long slot, boolean again, long pauseNanos) {
	}

	/**
	 * The request ended without an answer. It may have been counted, or may still be.
	 * @param slot its permit
	 */
	default void lost(long slot) {
	}

	/**
	 * Estimate how long the last of a number of callers would wait if nothing else came.
	 * @param callers how many, at least 1
	 * @return nanoseconds from now, zero if there are permits for all
	 */
	long nanosUntil(int callers);

}
