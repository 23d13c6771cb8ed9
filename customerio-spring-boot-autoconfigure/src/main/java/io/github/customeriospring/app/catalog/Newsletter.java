package io.github.customeriospring.app.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * A message that is sent once to many people.
 *
 * @param id the newsletter's id
 * @param name the name
 * @param subject the subject, or {@code null}
 * @param created when it was created, or {@code null} if unknown
 * @param updated when it was last changed, or {@code null} if unknown
 * @param sentAt when it was sent, or {@code null} if it has not been sent
 * @param tags the tags
 * @param other all other properties of the JSON, by name
 * @since 0.1.0
 */
public record Newsletter(long id, String name, @Nullable String subject, @Nullable Instant created,
		@Nullable Instant updated, @Nullable Instant sentAt, List<String> tags,
		@JsonAnySetter Map<String, @Nullable Object> other) {

	/**
	 * Describe the newsletter without its content.
	 */
	@Override
	public String toString() {
		return "newsletter " + this.id;
	}

}
