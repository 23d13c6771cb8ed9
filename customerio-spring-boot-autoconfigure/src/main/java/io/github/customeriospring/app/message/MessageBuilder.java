package io.github.customeriospring.app.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.operation.Attributes;
import io.github.customeriospring.operation.Identifier;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * The fields that all transactional messages share. The template provides whatever is not
 * set. A builder is not thread-safe. It can build several messages.
 *
 * @param <B> the type of the builder
 * @since 0.1.0
 */
public abstract sealed class MessageBuilder<B extends MessageBuilder<B>>
		permits EmailBuilder, PushBuilder, PhoneMessageBuilder, InAppBuilder {

	private static final Duration MAX_DELAY = Duration.ofDays(90);

	private final Map<String, Object> fields = new LinkedHashMap<>();

	private final Map<String, Resource> attachments = new LinkedHashMap<>();

	private final String channel;

	private final InstantSource clock;

	MessageBuilder(String channel, Identifier person, InstantSource clock) {
		Assert.notNull(person, "'person' must not be null");
		Assert.isTrue(!person.type().equals("phone") && !person.isAnonymous(),
				"'person' must be identified by id, email or cio_id");
		this.channel = channel;
		this.clock = clock;
		set("identifiers", Map.of(person.type(), person.value()));
	}

	/**
	 * Set the template by its id.
	 * @param id the {@code transactional_message_id}, positive
	 * @return this builder
	 */
	public B template(int id) {
		Assert.isTrue(id > 0, () -> "'id' must be positive, was " + id);
		return set("transactional_message_id", id);
	}

	/**
	 * Set the template by its trigger name.
	 * @param triggerName the {@code transactional_message_id}; its case is ignored
	 * @return this builder
	 */
	public B template(String triggerName) {
		return line("transactional_message_id", triggerName);
	}

	/**
	 * Set the data that the template can use as {@code trigger}.
	 * @param data anything that {@link Attributes} can turn into a JSON object; points in
	 * time become unix seconds
	 * @return this builder
	 */
	public B messageData(Object data) {
		return set("message_data", Attributes.toJson("messageData", data));
	}

	/**
	 * Send the message later.
	 * @param sendAt the time to send it, at most 90 days ahead; fractions of a second are
	 * ignored
	 * @return this builder
	 */
	public B sendAt(Instant sendAt) {
		Assert.notNull(sendAt, "'sendAt' must not be null");
		Instant latest = this.clock.instant().plus(MAX_DELAY);
		Assert.isTrue(!sendAt.isAfter(latest), () -> "'sendAt' must be at most 90 days ahead, was " + sendAt);
		return set("send_at", sendAt.getEpochSecond());
	}

	/**
	 * Set the language of a template that has translations.
	 * @param language the language code, such as {@code de}; by default the language of
	 * the person
	 * @return this builder
	 */
	public B language(String language) {
		return line("language", language);
	}

	/**
	 * Keep the message as a draft instead of sending it.
	 * @param queueDraft by default {@code false}
	 * @return this builder
	 */
	public B queueDraft(boolean queueDraft) {
		return set("queue_draft", queueDraft);
	}

	/**
	 * Tell Customer.io not to keep the content of the message.
	 * @param disableMessageRetention by default as set in the template
	 * @return this builder
	 */
	public B disableMessageRetention(boolean disableMessageRetention) {
		return set("disable_message_retention", disableMessageRetention);
	}

	/**
	 * Set {@code auto_create}, as described in Customer.io's API reference.
	 * @param autoCreate by default up to Customer.io
	 * @return this builder
	 */
	public B autoCreate(boolean autoCreate) {
		return set("auto_create", autoCreate);
	}

	/**
	 * Build the message: check it and write the JSON.
	 * @return the message
	 * @throws IllegalArgumentException if something is missing or the message is too
	 * large
	 */
	public TransactionalMessage build() {
		checkComplete();
		return new TransactionalMessage(this.channel, MessageWriter.write(this.fields, this.attachments));
	}

	void checkComplete() {
		Assert.isTrue(has("transactional_message_id"), "'template' must be set");
	}

	final boolean has(String field) {
		return this.fields.containsKey(field);
	}

	/** Line breaks would let a caller's input inject headers. */
	final B line(String field, @Nullable String value) {
		Assert.isTrue(value != null && value.chars().noneMatch(Character::isISOControl),
				() -> "'" + field + "' must not be null and must not contain control characters");
		return text(field, value);
	}

	final B text(String field, @Nullable String value) {
		Assert.hasText(value, () -> "'" + field + "' must not be empty");
		Assert.isTrue(StandardCharsets.UTF_8.newEncoder().canEncode(value),
				() -> "'" + field + "' must not contain half a surrogate pair");
		return set(field, value);
	}

	final void attachment(String name, Resource content) {
		Assert.isTrue(this.attachments.putIfAbsent(name, content) == null,
				"There is already an attachment with this name");
	}

	@SuppressWarnings("unchecked")
	final B set(String field, Object value) {
		this.fields.put(field, value);
		return (B) this;
	}

}
