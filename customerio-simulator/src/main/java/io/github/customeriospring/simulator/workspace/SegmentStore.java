package io.github.customeriospring.simulator.workspace;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The manual segments of a workspace. One that is named before it was created comes into
 * being, since real ones are made in the user interface.
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
	 * Put people into a segment.
	 * @param id the segment's id
	 * @param people each as "type:value"
	 */
	public synchronized void add(int id, List<String> people) {
		SimulatedSegment segment = this.byId.get(id);
		if (segment == null) {
			segment = create(id, "Segment " + id, "");
		}
		segment.members().addAll(people);
	}

	/**
	 * Take people out of a segment.
	 * @param id the segment's id
	 * @param people each as "type:value"
	 */
	public synchronized void remove(int id, List<String> people) {
		SimulatedSegment segment = this.byId.get(id);
		if (segment != null) {
			people.forEach(segment.members()::remove);
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
