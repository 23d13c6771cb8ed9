package io.github.customeriospring.queue;

/**
 * What to do with an operation that finds the queue full.
 *
 * @since 0.1.0
 */
public enum WhenFull {

	/**
	 * Wait for room: {@link CustomerIoQueue#add} blocks the calling thread,
	 * {@link CustomerIoQueue#send} does not.
	 */
	WAIT,

	/**
	 * Fail at once.
	 */
	REJECT

}
