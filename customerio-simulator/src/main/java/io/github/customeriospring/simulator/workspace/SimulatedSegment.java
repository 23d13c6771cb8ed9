package io.github.customeriospring.simulator.workspace;

import java.util.Set;

/**
 * A manual segment.
 *
 * @param id the id
 * @param name the name
 * @param description the description, or an empty string
 * @param members the members, each as "type:value", in the order in which they were added
 * @since 0.1.0
 */
public record SimulatedSegment(int id, String name, String description, Set<String> members) {

	/**
	 * Whether a person is in the segment.
	 * @param person the person
	 * @return whether one of the person's identifiers is a member
	 */
	public boolean contains(SimulatedPerson person) {
		return person.identifiers()
			.entrySet()
			.stream()
			.anyMatch((identifier) -> this.members
				.contains(new PersonKey(identifier.getKey(), identifier.getValue()).folded().toString()));
	}

}
