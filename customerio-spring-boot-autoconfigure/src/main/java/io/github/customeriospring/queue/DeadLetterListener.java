package io.github.customeriospring.queue;

/**
 * Receives each operation of the queue that ends without being accepted: refused by
 * Customer.io or by the full queue, too old, cleared, cancelled, or left at a shutdown.
 * All beans of this type are called. Without one, the log has the counts.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DeadLetterListener {

	/**
	 * An operation ended without being accepted. Called on a thread of the bean
	 * {@code customerIoOutcomeExecutor}, so it may block. What it throws is logged.
	 * @param letter the operation and why
	 */
	void deadLetter(DeadLetter letter);

}
