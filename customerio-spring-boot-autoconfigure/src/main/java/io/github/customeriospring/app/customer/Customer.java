package io.github.customeriospring.app.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.app.PersonIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * What Customer.io knows about a person.
 *
 * @param id the id that you gave, or {@code null} or empty if there is none
 * @param identifiers names the person, or {@code null} if the answer does not say
 * @param attributes the attributes by name, most of them as text
 * @param unsubscribed whether the person wants no messages
 * @param devices the devices
 * @since 0.1.0
 */
public record Customer(@Nullable String id, @Nullable PersonIdentifiers identifiers,
		Map<String, @Nullable Object> attributes, boolean unsubscribed, List<Device> devices) {

	/**
	 * Describe the person without personal data.
	 */
	@Override
	public String toString() {
		return "a person with " + this.attributes.size() + " attributes";
	}

	/**
	 * A device of a person.
	 *
	 * @param id the device token
	 * @param platform {@code ios} or {@code android}
	 * @param lastUsed when it was used last, or {@code null} if not known
	 * @param attributes attributes of the device
	 */
	public record Device(String id, String platform, @Nullable Instant lastUsed,
			Map<String, @Nullable Object> attributes) {

		/**
		 * Describe the device without its token, which is personal data.
		 */
		@Override
		public String toString() {
			return "a device (" + this.platform + ")";
		}

	}

}
