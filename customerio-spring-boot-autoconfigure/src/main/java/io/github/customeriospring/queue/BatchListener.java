package io.github.customeriospring.queue;

/**
 * Told when a batch goes, on the thread where it happens: do not block.
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
	 * A request of an import goes to the waiting line after its wait for the import's own
	 * rate.
	 * @param waitedNanos how long it waited, in nanoseconds
	 */
	default void paced(long waitedNanos) {
	}

}
