package io.github.customeriospring.simulator.workspace;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An object, for example an account or a course.
 *
 * @param typeId the type of the object
 * @param id the id within the type
 * @param attributes its attributes
 * @param people who is related to it, each as "type:value"
 * @since 0.1.0
 */
public record SimulatedObject(String typeId, String id, Map<String, @Nullable Object> attributes, Set<String> people) {
}
