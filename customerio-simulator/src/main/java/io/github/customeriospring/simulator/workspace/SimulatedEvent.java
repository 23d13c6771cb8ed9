package io.github.customeriospring.simulator.workspace;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An accepted event.
 *
 * @param id the event's ULID, or {@code null} if it came without one
 * @param type the type: event, page or screen
 * @param name the name
 * @param person the person, as "type:value" with the identifier in the event, or
 * {@code null} if it is anonymous
 * @param timestamp when it happened, in seconds since the epoch
 * @param attributes the event data
 * @param anonymousId the anonymous visitor, until a person gets this anonymous id, or
 * {@code null} if there is none
 * @param activityId the id of the corresponding activity in the App API
 * @since 0.1.0
 */
public record SimulatedEvent(@Nullable String id, String type, String name, @Nullable String person, long timestamp,
		Map<String, @Nullable Object> attributes, @Nullable String anonymousId, String activityId) {
}
