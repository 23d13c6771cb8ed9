package io.github.customeriospring.operation;

import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * A relationship from a person to an object.
 *
 * @param object the object
 * @param attributes the attributes of the relationship, empty if there are none
 * @since 0.1.0
 * @see RelatedPerson
 */
public record Relationship(ObjectIdentifier object, Object attributes) {

	public Relationship {
		Assert.notNull(object, "'object' must not be null");
		Assert.notNull(attributes, "'attributes' must not be null");
	}

	/**
	 * Create a relationship without attributes.
	 * @param object the object
	 */
	public Relationship(ObjectIdentifier object) {
		this(object, Map.of());
	}

	/**
	 * Describe the relationship without its attributes, which are personal data.
	 */
	@Override
	public String toString() {
		return "relationship to " + this.object;
	}

	/** Adds a relationship and returns its identifiers, which the caller fills. */
	static ObjectNode add(ObjectNode json, Object attributes) {
		ObjectNode relationship = json.withArray("cio_relationships").addObject();
		ObjectNode identifiers = relationship.putObject("identifiers");
		Attributes.put(relationship, "relationship_attributes", attributes);
		return identifiers;
	}

}
