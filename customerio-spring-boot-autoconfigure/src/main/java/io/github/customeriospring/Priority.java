package io.github.customeriospring;

/**
 * Who goes first where calls wait for a permit of the same quota.
 *
 * @since 0.1.0
 */
public enum Priority {

	/**
	 * Somebody waits for the answer: the template's calls.
	 */
	INTERACTIVE,

	/**
	 * Handed to the queue: soon, but nobody waits.
	 */
	QUEUED,

	/**
	 * Imports and backfills: whatever the others leave.
	 */
	BULK

}
