package io.github.customeriospring.app.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that people enter, called an automation by newer documentation.
 *
 * @param id the campaign's id
 * @param name the name
 * @param type what lets people in, such as {@code segment}, or {@code null} if the answer
 * does not say
 * @param active whether it runs
 * @param created when it was created, or {@code null} if not known
 * @param updated when it was changed last, or {@code null} if not known
 * @param tags the tags
 * @param other what else Customer.io said, by the names of its JSON
 * @since 0.1.0
 */
public record Campaign(long id, String name, @Nullable String type, boolean active, @Nullable Instant created,
		@Nullable Instant updated, List<String> tags, @JsonAnySetter Map<String, @Nullable Object> other) {

	/**
	 * Describe the campaign without the rest, which names its author.
	 */
	@Override
	public String toString() {
		return "campaign " + this.id;
	}

}
