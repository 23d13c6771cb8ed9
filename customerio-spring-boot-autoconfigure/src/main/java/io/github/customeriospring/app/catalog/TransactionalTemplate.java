package io.github.customeriospring.app.catalog;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * The template of transactional messages.
 *
 * @param id the template's id, which sends name
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param sendToUnsubscribed whether it is sent to people who want no messages
 * @param createdAt when it was created, or {@code null} if not known
 * @param updatedAt when it was changed last, or {@code null} if not known
 * @param other what else Customer.io said, by the names of its JSON
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
