package io.github.customeriospring.app.customer;

import java.time.Instant;
import java.util.Map;

import io.github.customeriospring.app.PersonIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person did, or that happened to them.
 *
 * @param id the activity's id
 * @param type what it was, such as {@code event} or {@code sent_email}
 * @param name the name of the event, or {@code null} for other types
 * @param timestamp when it happened, or {@code null} if unknown
 * @param customerId the person's id, or {@code null} if there is none
 * @param customerIdentifiers the person's identifiers, or {@code null} if unknown
 * @param deliveryId the message it is about, or {@code null}
 * @param deliveryType the kind of that message, such as {@code email}, or {@code null}
 * @param data the details
 * @since 0.1.0
 */
public record Activity(String id, String type, @Nullable String name, @Nullable Instant timestamp,
		@Nullable String customerId, @Nullable PersonIdentifiers customerIdentifiers, @Nullable String deliveryId,
		@Nullable String deliveryType, Map<String, @Nullable Object> data) {

	/**
	 * Describe the activity without personal data.
	 */
	@Override
	public String toString() {
		return "activity " + this.id + " (" + this.type + ")";
	}

}
