package io.github.customeriospring.app.message;

import java.time.InstantSource;

import io.github.customeriospring.Identifier;

/**
 * Builds an SMS or a WhatsApp message. It has a template, which may say to whom it goes.
 *
 * @since 0.1.0
 */
public final class PhoneMessageBuilder extends MessageBuilder<PhoneMessageBuilder> {

	PhoneMessageBuilder(String channel, Identifier person, InstantSource clock) {
		super(channel, person, clock);
	}

	/**
	 * Set the recipient.
	 * @param to a number in E.164 form, such as {@code +15551234567}; by default as the
	 * template says
	 * @return this builder
	 */
	public PhoneMessageBuilder to(String to) {
		return set("to", Identifier.phone(to).value());
	}

	/**
	 * Set the sender.
	 * @param from a number of the workspace in E.164 form; by default as the template
	 * says
	 * @return this builder
	 */
	public PhoneMessageBuilder from(String from) {
		return set("from", Identifier.phone(from).value());
	}

	/**
	 * Track clicks.
	 * @param tracked by default as the template says
	 * @return this builder
	 */
	public PhoneMessageBuilder tracked(boolean tracked) {
		return set("tracked", tracked);
	}

	/**
	 * Send even to who has unsubscribed.
	 * @param sendToUnsubscribed by default {@code true}
	 * @return this builder
	 */
	public PhoneMessageBuilder sendToUnsubscribed(boolean sendToUnsubscribed) {
		return set("send_to_unsubscribed", sendToUnsubscribed);
	}

}
