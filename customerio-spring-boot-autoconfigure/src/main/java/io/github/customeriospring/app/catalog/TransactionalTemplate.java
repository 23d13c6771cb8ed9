package io.github.customeriospring.app.catalog;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * A template for transactional messages.
 *
 * @param id the template's id, which is used to send messages
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param sendToUnsubscribed whether it is also sent to people who have unsubscribed
 * @param createdAt when it was created, or {@code null} if unknown
 * @param updatedAt when it was last changed, or {@code null} if unknown
 * @param other all other properties of the JSON, by name
 * @since 0.1.0
 */
public record TransactionalTemplate(long id, String name, @Nullable String description, boolean sendToUnsubscribed,
		@Nullable Instant createdAt, @Nullable Instant updatedAt, @JsonAnySetter Map<String, @Nullable Object> other) {

	/**
	 * Describe the template without its content.
	 */
	@Override
	public String toString() {
		return "transactional template " + this.id;
	}

}
