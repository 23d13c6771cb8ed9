package io.github.customeriospring.simulator.workspace;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An event that was accepted.
 *
 * @param id the event's ULID, or {@code null} if it came without one
 * @param type event, page or screen
 * @param name the name
 * @param person whom it belongs to, as "type:value" and as the event named them, or
 * {@code null} if it is anonymous
 * @param timestamp when it happened, in seconds since the epoch
 * @param attributes its data
 * @param anonymousId the visitor it belongs to until a person gets this anonymous id, or
 * {@code null} if there is none
 * @param activityId the id of the activity as which the App API tells it
 * @since 0.1.0
 */
public record SimulatedEvent(@Nullable String id, String type, String name, @Nullable String person, long timestamp,
		Map<String, @Nullable Object> attributes, @Nullable String anonymousId, String activityId) {
}
