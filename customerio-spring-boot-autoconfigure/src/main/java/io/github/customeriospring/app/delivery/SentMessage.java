package io.github.customeriospring.app.delivery;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.github.customeriospring.app.PersonIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A message to one person. Customer.io calls it a delivery.
 *
 * @param id the delivery's id
 * @param type the channel, such as {@code email}, {@code push} or {@code twilio}
 * @param customerId the person's id, or {@code null} if there is none
 * @param customerIdentifiers the person's identifiers, or {@code null} if unknown
 * @param recipient the address it was sent to, or {@code null}
 * @param subject the subject, or {@code null}
 * @param created when it was created, or {@code null} if unknown
 * @param metrics when it was {@code sent}, {@code delivered}, {@code opened} and so on
 * @param failureMessage why it failed, or {@code null}
 * @param campaignId the campaign that sent it, or {@code null}
 * @param newsletterId the newsletter that sent it, or {@code null}
 * @param other all other properties of the JSON, by name
 * @since 0.1.0
 */
public record SentMessage(String id, String type, @Nullable String customerId,
		@Nullable PersonIdentifiers customerIdentifiers, @Nullable String recipient, @Nullable String subject,
		@Nullable Instant created, Map<String, @Nullable Instant> metrics, @Nullable String failureMessage,
		@Nullable Long campaignId, @Nullable Long newsletterId, @JsonAnySetter Map<String, @Nullable Object> other) {

	/**
	 * Describe the message without personal data.
	 */
	@Override
	public String toString() {
		return "message " + this.id + " (" + this.type + ")";
	}

}
