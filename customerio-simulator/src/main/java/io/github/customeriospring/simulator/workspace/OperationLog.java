package io.github.customeriospring.simulator.workspace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Counts the accepted operations, and keeps the most recent ones.
 *
 * @since 0.1.0
 */
public final class OperationLog {

	/**
	 * The number of recent operations that are kept.
	 */
	public static final int CAPACITY = 10_000;

	private final boolean keepRecent;

	private final LongHashSet distinctPeople = new LongHashSet();

	private final LongHashSet eventIds = new LongHashSet();

	private final Deque<Map<String, @Nullable Object>> recent = new ArrayDeque<>();

	private long operations;

	private long duplicateEvents;

	OperationLog(boolean keepRecent) {
		this.keepRecent = keepRecent;
	}

	synchronized void accepted(Map<String, @Nullable Object> operation) {
		counted();
		if (this.keepRecent) {
			this.recent.add(operation);
			if (this.recent.size() > CAPACITY) {
				this.recent.remove();
			}
		}
	}

	/**
	 * Count an operation without an effect in the simulator, for example a metric.
	 */
	public synchronized void counted() {
		this.operations++;
	}

	synchronized void named(PersonKey person) {
		this.distinctPeople.add(person.folded().toString());
	}

	synchronized boolean isDuplicate(String eventId) {
		boolean known = !this.eventIds.add(eventId);
		this.duplicateEvents += known ? 1 : 0;
		return known;
	}

	/**
	 * List the most recent accepted operations in the order of arrival.
	 * @return a copy, empty if no state is kept
	 */
	public synchronized List<Map<String, @Nullable Object>> recent() {
		return List.copyOf(this.recent);
	}

	/**
	 * Count the valid operations, including duplicates and those for suppressed people.
	 * @return the number of operations
	 */
	public synchronized long operations() {
		return this.operations;
	}

	/**
	 * Count the events that were ignored because their id had been seen before.
	 * @return the number of duplicates
	 */
	public synchronized long duplicateEvents() {
		return this.duplicateEvents;
	}

	/**
	 * Count the distinct identifiers of people in valid operations.
	 * @return the number of identifiers
	 */
	public synchronized int distinctPeople() {
		return this.distinctPeople.size();
	}

	synchronized void clear() {
		this.distinctPeople.clear();
		this.eventIds.clear();
		this.recent.clear();
		this.operations = 0;
		this.duplicateEvents = 0;
	}

}
