package io.github.customeriospring.app.customer;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A person's relationship to an object.
 *
 * @param objectTypeId the type of the object, or {@code null} if it is only among the
 * identifiers
 * @param identifiers the identifiers of the object: {@code object_id},
 * {@code cio_object_id} and sometimes {@code object_type_id}
 * @param attributes the attributes of the relationship
 * @since 0.1.0
 */
public record CustomerRelationship(@Nullable String objectTypeId, Map<String, @Nullable String> identifiers,
		Map<String, @Nullable Object> attributes) {

	/**
	 * Describe the relationship without its attributes, which are personal data.
	 */
	@Override
	public String toString() {
		return "relationship to " + this.identifiers;
	}

}
