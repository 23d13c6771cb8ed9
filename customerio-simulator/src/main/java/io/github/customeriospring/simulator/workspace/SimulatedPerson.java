package io.github.customeriospring.simulator.workspace;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a person.
 *
 * @param id the value of the identifier with which the person was first seen
 * @param identifiers all identifiers by type: id, email, phone, cio_id
 * @param attributes the attributes
 * @param attributeTimestamps when each attribute was set, in seconds since the epoch
 * @param events the person's events in the order they arrived
 * @param devices the devices by token
 * @param relationships the related objects, each as "type:id"
 * @param suppressed whether data for this person is ignored
 * @param deleted whether the person was deleted, suppressed or merged into another; a
 * person who comes back is a new one
 * @since 0.1.0
 */
public record SimulatedPerson(String id, Map<String, String> identifiers, Map<String, @Nullable Object> attributes,
		Map<String, Long> attributeTimestamps, List<SimulatedEvent> events,
		Map<String, Map<String, @Nullable Object>> devices, Set<String> relationships, boolean suppressed,
		boolean deleted) {
}
