package io.github.customeriospring.operation;

import java.util.Map;

import org.springframework.util.Assert;

/**
 * A relationship from an object to a person.
 *
 * @param person the person
 * @param attributes the attributes of the relationship, empty if there are none
 * @since 0.1.0
 * @see Relationship
 */
public record RelatedPerson(Identifier person, Object attributes) {

	public RelatedPerson {
		Assert.notNull(person, "'person' must not be null");
		Assert.notNull(attributes, "'attributes' must not be null");
	}

	/**
	 * Create a relationship without attributes.
	 * @param person the person
	 */
	public RelatedPerson(Identifier person) {
		this(person, Map.of());
	}

	/**
	 * Describe the relationship without the person and its attributes, which are personal
	 * data.
	 */
	@Override
	public String toString() {
		return "relationship to a person";
	}

}
