package io.github.customeriospring.app.message;

import java.time.InstantSource;
import java.util.Map;

import io.github.customeriospring.operation.Attributes;
import io.github.customeriospring.operation.Identifier;

/**
 * Builds a push notification. It needs a template; the other fields override it.
 *
 * @since 0.1.0
 */
public final class PushBuilder extends MessageBuilder<PushBuilder> {

	PushBuilder(Identifier person, InstantSource clock) {
		super("push", person, clock);
	}

	/**
	 * Set the devices to notify.
	 * @param to {@code all}, {@code last_used} or the token of a device; by default as
	 * set in the template
	 * @return this builder
	 */
	public PushBuilder to(String to) {
		return line("to", to);
	}

	/**
	 * Set the title.
	 * @param title the title
	 * @return this builder
	 */
	public PushBuilder title(String title) {
		return text("title", title);
	}

	/**
	 * Set the text.
	 * @param message the text
	 * @return this builder
	 */
	public PushBuilder message(String message) {
		return text("message", message);
	}

	/**
	 * Show an image.
	 * @param imageUrl its HTTPS URL
	 * @return this builder
	 */
	public PushBuilder imageUrl(String imageUrl) {
		return line("image_url", imageUrl);
	}

	/**
	 * Set the link that a tap opens.
	 * @param link a deep link or a URL
	 * @return this builder
	 */
	public PushBuilder link(String link) {
		return line("link", link);
	}

	/**
	 * Set the sound.
	 * @param sound {@code default} or {@code none}; on iOS only
	 * @return this builder
	 */
	public PushBuilder sound(String sound) {
		return line("sound", sound);
	}

	/**
	 * Set data for the app.
	 * @param customData strings by name
	 * @return this builder
	 */
	public PushBuilder customData(Map<String, String> customData) {
		return set("custom_data", Attributes.toJson("customData", customData));
	}

	/**
	 * Notify a device that may not belong to the person yet. Customer.io adds it to the
	 * person.
	 * @param customDevice the device in Customer.io's format: {@code token},
	 * {@code platform} and so on
	 * @return this builder
	 */
	public PushBuilder customDevice(Object customDevice) {
		return set("custom_device", Attributes.toJson("customDevice", customDevice));
	}

	/**
	 * Set the complete payload for each platform instead of the individual fields.
	 * @param customPayload the payloads by platform, {@code ios} and {@code android}
	 * @return this builder
	 */
	public PushBuilder customPayload(Object customPayload) {
		return set("custom_payload", Attributes.toJson("customPayload", customPayload));
	}

	/**
	 * Send the message even if the person has unsubscribed.
	 * @param sendToUnsubscribed by default {@code true}
	 * @return this builder
	 */
	public PushBuilder sendToUnsubscribed(boolean sendToUnsubscribed) {
		return set("send_to_unsubscribed", sendToUnsubscribed);
	}

}
