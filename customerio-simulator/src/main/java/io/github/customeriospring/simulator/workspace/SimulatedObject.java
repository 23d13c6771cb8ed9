package io.github.customeriospring.simulator.workspace;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An object, for example an account or a course.
 *
 * @param typeId the type of the object
 * @param id the id within the type
 * @param cioObjectId the id that Customer.io assigned
 * @param attributes the attributes
 * @param relationships the attributes of each relationship, by the person as "type:value"
 * @since 0.1.0
 */
public record SimulatedObject(String typeId, String id, String cioObjectId, Map<String, @Nullable Object> attributes,
		Map<String, Map<String, @Nullable Object>> relationships) {

	/**
	 * The people who are related to the object.
	 * @return the people, each as "type:value"
	 */
	public Set<String> people() {
		return this.relationships.keySet();
	}

}
