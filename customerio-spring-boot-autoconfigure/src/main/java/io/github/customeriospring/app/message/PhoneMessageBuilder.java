package io.github.customeriospring.app.message;

import java.time.InstantSource;

import io.github.customeriospring.operation.Identifier;

/**
 * Builds an SMS or a WhatsApp message. It needs a template, which may set the recipient.
 *
 * @since 0.1.0
 */
public final class PhoneMessageBuilder extends MessageBuilder<PhoneMessageBuilder> {

	/** WhatsApp accepts phone numbers only. */
	private final boolean anySender;

	PhoneMessageBuilder(String channel, Identifier person, InstantSource clock) {
		super(channel, person, clock);
		this.anySender = channel.equals("sms");
	}

	/**
	 * Set the recipient.
	 * @param to a number in E.164 format, such as {@code +15551234567}, or Liquid that
	 * yields one, such as {@code {{customer.phone}}}; by default as set in the template
	 * @return this builder
	 */
	public PhoneMessageBuilder to(String to) {
		return (to != null && to.contains("{{")) ? line("to", to) : set("to", Identifier.phone(to).value());
	}

	/**
	 * Set the sender.
	 * @param from a number of the workspace in E.164 format. An SMS also accepts a sender
	 * id such as {@code ACME}, a short code, or the id of a messaging service. By default
	 * as set in the template
	 * @return this builder
	 */
	public PhoneMessageBuilder from(String from) {
		return this.anySender ? line("from", from) : set("from", Identifier.phone(from).value());
	}

	/**
	 * Track clicks.
	 * @param tracked by default as set in the template
	 * @return this builder
	 */
	public PhoneMessageBuilder tracked(boolean tracked) {
		return set("tracked", tracked);
	}

	/**
	 * Send the message even if the person has unsubscribed.
	 * @param sendToUnsubscribed by default {@code true}
	 * @return this builder
	 */
	public PhoneMessageBuilder sendToUnsubscribed(boolean sendToUnsubscribed) {
		return set("send_to_unsubscribed", sendToUnsubscribed);
	}

}
