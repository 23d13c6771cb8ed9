package io.github.customeriospring.app.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.app.PersonIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A person with their attributes and devices.
 *
 * @param id the id that you assigned, or {@code null} or empty if there is none
 * @param identifiers the person's identifiers, or {@code null} if unknown
 * @param attributes the attributes by name, most of them as strings
 * @param unsubscribed whether the person has unsubscribed from all messages
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
	 * @param lastUsed when it was last used, or {@code null} if unknown
	 * @param attributes the attributes of the device
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
