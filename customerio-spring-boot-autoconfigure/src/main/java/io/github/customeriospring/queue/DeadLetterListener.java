package io.github.customeriospring.queue;

/**
 * Told of each operation of the queue that ends without being accepted, whoever handed it
 * in: refused, not let in, too old, cleared, cancelled, or left at a shutdown. All beans
 * of this type are told. Without one, counts go to the log.
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
