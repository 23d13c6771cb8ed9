package io.github.customeriospring.simulator.workspace;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The manual segments of a workspace.
 *
 * @since 0.1.0
 */
public final class SegmentStore {

	private final Map<Integer, SimulatedSegment> byId = new TreeMap<>();

	private int lastId;

	SegmentStore() {
	}

	/**
	 * Create a segment.
	 * @param name the name
	 * @param description the description, or an empty string
	 * @return the new segment
	 */
	public synchronized SimulatedSegment create(String name, String description) {
		return create(this.lastId + 1, name, description);
	}

	/**
	 * Create a segment, unless there is one with this id.
	 * @param id the id
	 * @param name the name
	 */
	public synchronized void obtain(int id, String name) {
		if (!this.byId.containsKey(id)) {
			create(id, name, "");
		}
	}

	synchronized void add(int id, String person) {
		SimulatedSegment segment = this.byId.get(id);
		if (segment != null) {
			segment.members().add(person);
		}
	}

	synchronized void remove(int id, Set<String> person) {
		SimulatedSegment segment = this.byId.get(id);
		if (segment != null) {
			segment.members().removeAll(person);
		}
	}

	/**
	 * Replace one person with another in all segments.
	 * @param former all identifiers of the person to replace
	 * @param successor all identifiers of the new person, empty to only remove
	 */
	synchronized void replace(Set<String> former, Set<String> successor) {
		for (SimulatedSegment segment : this.byId.values()) {
			if (segment.members().removeAll(former)) {
				segment.members().removeAll(successor);
				successor.stream().findFirst().ifPresent(segment.members()::add);
			}
		}
	}

	/**
	 * Look up a segment.
	 * @param id the segment's id
	 * @return a copy, or {@code null} if there is none
	 */
	public synchronized @Nullable SimulatedSegment find(int id) {
		SimulatedSegment segment = this.byId.get(id);
		return (segment != null) ? copy(segment) : null;
	}

	/**
	 * List all segments.
	 * @return copies, ordered by id
	 */
	public synchronized List<SimulatedSegment> all() {
		return this.byId.values().stream().map(SegmentStore::copy).toList();
	}

	/**
	 * Delete a segment.
	 * @param id the segment's id
	 * @return whether there was one
	 */
	public synchronized boolean delete(int id) {
		return this.byId.remove(id) != null;
	}

	synchronized void clear() {
		this.byId.clear();
		this.lastId = 0;
	}

	private SimulatedSegment create(int id, String name, String description) {
		SimulatedSegment segment = new SimulatedSegment(id, name, description, new LinkedHashSet<>());
		this.byId.put(id, segment);
		this.lastId = Math.max(this.lastId, id);
		return segment;
	}

	private static SimulatedSegment copy(SimulatedSegment segment) {
		return new SimulatedSegment(segment.id(), segment.name(), segment.description(),
				Collections.unmodifiableSet(new LinkedHashSet<>(segment.members())));
	}

}
