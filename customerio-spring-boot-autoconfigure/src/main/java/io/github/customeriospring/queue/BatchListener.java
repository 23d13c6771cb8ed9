package io.github.customeriospring.queue;

/**
 * Receives batches and waits, on the thread where they happen, so it must not block.
 * Exceptions are logged and otherwise ignored.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BatchListener {

	/**
	 * A batch goes to the waiting line.
	 * @param operations how many operations it has
	 */
	void sending(int operations);

	/**
	 * An operation is packed into its first request.
	 * @param waitedNanos how long it waited, in nanoseconds
	 */
	default void waited(long waitedNanos) {
	}

	/**
	 * A request of an import goes to the waiting line after its wait for the import's own
	 * rate.
	 * @param waitedNanos how long it waited, in nanoseconds
	 */
	default void paced(long waitedNanos) {
	}

	/**
	 * Operations were handed in and are safe in the queue's store. Not told by a queue in
	 * memory.
	 * @param operations how many shared the commit
	 * @param nanos how long it took, in nanoseconds
	 */
	default void stored(int operations, long nanos) {
	}

	/**
	 * Outcomes were noted in the queue's store. Not told by a queue in memory.
	 * @param operations how many shared the commit
	 * @param nanos how long it took, in nanoseconds
	 */
	default void noted(int operations, long nanos) {
	}

}
