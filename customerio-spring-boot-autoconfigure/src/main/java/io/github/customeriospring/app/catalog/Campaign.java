package io.github.customeriospring.app.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that people enter. Newer documentation of Customer.io calls it an
 * automation.
 *
 * @param id the campaign's id
 * @param name the name
 * @param type what makes people enter, such as {@code segment}, or {@code null} if
 * unknown
 * @param active whether it is running
 * @param created when it was created, or {@code null} if unknown
 * @param updated when it was last changed, or {@code null} if unknown
 * @param tags the tags
 * @param other all other properties of the JSON, by name
 * @since 0.1.0
 */
public record Campaign(long id, String name, @Nullable String type, boolean active, @Nullable Instant created,
		@Nullable Instant updated, List<String> tags, @JsonAnySetter Map<String, @Nullable Object> other) {

	/**
	 * Describe the campaign without its other properties, which name its author.
	 */
	@Override
	public String toString() {
		return "campaign " + this.id;
	}

}
