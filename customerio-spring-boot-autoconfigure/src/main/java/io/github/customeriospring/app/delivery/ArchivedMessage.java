package io.github.customeriospring.app.delivery;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message as it was sent.
 *
 * @param id the delivery's id
 * @param from the sender, or {@code null}
 * @param recipient the address it was sent to, or {@code null}
 * @param subject the subject, or {@code null}
 * @param body the body, or {@code null}
 * @param forgotten whether Customer.io has deleted the content, as it does for deleted
 * people
 * @param other all other properties of the JSON, by name
 * @since 0.1.0
 */
public record ArchivedMessage(String id, @Nullable String from, @Nullable String recipient, @Nullable String subject,
		@Nullable String body, boolean forgotten, @JsonAnySetter Map<String, @Nullable Object> other) {

	/**
	 * Describe the message without its content or personal data.
	 */
	@Override
	public String toString() {
		return "content of message " + this.id;
	}

}
