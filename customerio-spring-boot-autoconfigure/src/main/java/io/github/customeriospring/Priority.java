package io.github.customeriospring;

/**
 * Which calls go first when several wait for a permit of the same quota.
 *
 * @since 0.1.0
 */
public enum Priority {

	/**
	 * Calls of the template: somebody is waiting for the response.
	 */
	INTERACTIVE,

	/**
	 * Operations from the queue: they should go soon, but nobody is waiting.
	 */
	QUEUED,

	/**
	 * Imports and backfills: they use what the others leave.
	 */
	BULK

}
