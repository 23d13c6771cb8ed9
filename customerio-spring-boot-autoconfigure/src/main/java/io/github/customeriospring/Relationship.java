package io.github.customeriospring;

import java.util.Map;

/**
 * A person's relationship to an object.
 *
 * @param object the object
 * @param attributes attributes of the relationship, empty for none
 * @since 0.1.0
 */
public record Relationship(ObjectIdentifier object, Map<String, ?> attributes) {

	/**
	 * Create a relationship without attributes.
	 * @param object the object
	 */
	public Relationship(ObjectIdentifier object) {
		this(object, Map.of());
	}

}
