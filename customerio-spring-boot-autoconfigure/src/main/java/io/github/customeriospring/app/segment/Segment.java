package io.github.customeriospring.app.segment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A group of people.
 *
 * @param id the segment's id
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param type {@code manual} for one that is filled by hand or through the API,
 * {@code dynamic} for one with conditions, or {@code null} if the answer does not say
 * @param state whether Customer.io has found all its people: {@code finished} or another
 * state, or {@code null} if the answer does not say
 * @param tags the tags
 * @since 0.1.0
 */
public record Segment(long id, String name, @Nullable String description, @Nullable String type, @Nullable String state,
		List<String> tags) {

}
