package io.github.customeriospring.app.segment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A group of people.
 *
 * @param id the segment's id
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param type {@code manual} for a segment filled by hand or through the API,
 * {@code dynamic} for one with conditions, or {@code null} if unknown
 * @param state {@code finished} if Customer.io has found all people of the segment,
 * another state if not, or {@code null} if unknown
 * @param tags the tags
 * @since 0.1.0
 */
public record Segment(long id, String name, @Nullable String description, @Nullable String type, @Nullable String state,
		List<String> tags) {

}
