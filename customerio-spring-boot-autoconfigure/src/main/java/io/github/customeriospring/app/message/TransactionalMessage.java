package io.github.customeriospring.app.message;

import java.time.InstantSource;
import java.util.List;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Identifier;

import org.springframework.http.HttpMethod;

/**
 * A message to one person. It is checked and turned into JSON when it is built, so it
 * cannot change afterwards. Customer.io creates the person if they do not exist.
 * <p>
 * A message has at most 1 MB of JSON without its attachments, and these have less than 2
 * MB. Customer.io does not say how many bytes a MB has, or whether the size is measured
 * in base64. To be safe, a MB is 1,000,000 bytes here, and attachments are measured in
 * base64.
 *
 * @since 0.1.0
 * @see MessageOperations#send(TransactionalMessage)
 */
public final class TransactionalMessage {

	private final String channel;

	private final byte[] json;

	TransactionalMessage(String channel, byte[] json) {
		this.channel = channel;
		this.json = json;
	}

	/**
	 * Build an e-mail.
	 * @param person the person the message is about: an id, an e-mail address or a
	 * {@code cio_id}
	 * @return a builder
	 * @throws IllegalArgumentException if the person is identified by a phone number or
	 * anonymous
	 */
	public static EmailBuilder email(Identifier person) {
		return new EmailBuilder(person, InstantSource.system());
	}

	/**
	 * Build a push notification.
	 * @param person the person to notify: an id, an e-mail address or a {@code cio_id}
	 * @return a builder
	 * @throws IllegalArgumentException if the person is identified by a phone number or
	 * anonymous
	 */
	public static PushBuilder push(Identifier person) {
		return new PushBuilder(person, InstantSource.system());
	}

	/**
	 * Build an SMS.
	 * @param person the person the message is about: an id, an e-mail address or a
	 * {@code cio_id}
	 * @return a builder
	 * @throws IllegalArgumentException if the person is identified by a phone number or
	 * anonymous
	 */
	public static PhoneMessageBuilder sms(Identifier person) {
		return new PhoneMessageBuilder("sms", person, InstantSource.system());
	}

	/**
	 * Build a WhatsApp message.
	 * @param person the person the message is about: an id, an e-mail address or a
	 * {@code cio_id}
	 * @return a builder
	 * @throws IllegalArgumentException if the person is identified by a phone number or
	 * anonymous
	 */
	public static PhoneMessageBuilder whatsApp(Identifier person) {
		return new PhoneMessageBuilder("whatsapp", person, InstantSource.system());
	}

	/**
	 * Build an in-app message.
	 * @param person the person who sees it: an id, an e-mail address or a {@code cio_id}
	 * @return a builder
	 * @throws IllegalArgumentException if the person is identified by a phone number or
	 * anonymous
	 */
	public static InAppBuilder inApp(Identifier person) {
		return new InAppBuilder("in_app", person, InstantSource.system());
	}

	/**
	 * Build a message for an inbox.
	 * @param person the owner of the inbox: an id, an e-mail address or a {@code cio_id}
	 * @return a builder
	 * @throws IllegalArgumentException if the person is identified by a phone number or
	 * anonymous
	 */
	public static InAppBuilder inbox(Identifier person) {
		return new InAppBuilder("inbox_message", person, InstantSource.system());
	}

	CustomerIoRequest toRequest() {
		return new CustomerIoRequest("send " + this.channel, Quota.TRANSACTIONAL, HttpMethod.POST,
				"/v1/send/" + this.channel, List.of(), this.json, Priority.INTERACTIVE, false, 1);
	}

	/**
	 * Describe the message without its content, which is personal data.
	 */
	@Override
	public String toString() {
		return this.channel + " message of " + this.json.length + " bytes";
	}

}
