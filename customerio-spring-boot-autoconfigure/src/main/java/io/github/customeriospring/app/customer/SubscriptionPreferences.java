package io.github.customeriospring.app.customer;

import java.util.List;

import io.github.customeriospring.app.PersonIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * The subscription preferences of a person.
 *
 * @param id the person's id, or {@code null} if there is none
 * @param identifiers the person's identifiers, or {@code null} if unknown
 * @param unsubscribed whether the person has unsubscribed from all messages, whatever the
 * topics
 * @param topics the topics of the subscription center
 * @since 0.1.0
 */
public record SubscriptionPreferences(@Nullable String id, @Nullable PersonIdentifiers identifiers,
		boolean unsubscribed, List<Topic> topics) {

	/**
	 * Describe the preferences without personal data.
	 */
	@Override
	public String toString() {
		return "preferences of a person for " + this.topics.size() + " topics";
	}

	/**
	 * A topic of the subscription center.
	 *
	 * @param id the topic's id
	 * @param name the name that people see
	 * @param description what it is about, or {@code null}
	 * @param subscribed whether the person is subscribed to it
	 */
	public record Topic(String id, String name, @Nullable String description, boolean subscribed) {

	}

}
