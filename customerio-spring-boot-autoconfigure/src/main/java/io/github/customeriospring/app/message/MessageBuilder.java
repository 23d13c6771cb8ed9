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
 * What all transactional messages have. What is not set is left to the template. A
 * builder is not thread-safe; it can build several messages.
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
				"'person' must be named by id, email or cio_id");
		this.channel = channel;
		this.clock = clock;
		set("identifiers", Map.of(person.type(), person.value()));
	}

	/**
	 * Set the template by its number.
	 * @param id the {@code transactional_message_id}, positive
	 * @return this builder
	 */
	public B template(int id) {
		Assert.isTrue(id > 0, () -> "'id' must be positive, was " + id);
		return set("transactional_message_id", id);
	}

	/**
	 * Set the template by its trigger name.
	 * @param triggerName the {@code transactional_message_id}, whatever its case
	 * @return this builder
	 */
	public B template(String triggerName) {
		return line("transactional_message_id", triggerName);
	}

	/**
	 * Set what the template can refer to as {@code trigger}.
	 * @param data whatever {@link Attributes} turns into a JSON object; points in time
	 * become unix seconds
	 * @return this builder
	 */
	public B messageData(Object data) {
		return set("message_data", Attributes.toJson("messageData", data));
	}

	/**
	 * Send later.
	 * @param sendAt when, at most 90 days ahead; fractions of a second are cut off
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
	 * @param language the code of the language, such as {@code de}; by default that of
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
	 * Let Customer.io not keep the content of the message.
	 * @param disableMessageRetention by default as the template says
	 * @return this builder
	 */
	public B disableMessageRetention(boolean disableMessageRetention) {
		return set("disable_message_retention", disableMessageRetention);
	}

	/**
	 * Set {@code auto_create} of Customer.io's API reference.
	 * @param autoCreate by default as Customer.io says
	 * @return this builder
	 */
	public B autoCreate(boolean autoCreate) {
		return set("auto_create", autoCreate);
	}

	/**
	 * Check the message and write it.
	 * @return the message
	 * @throws IllegalArgumentException if something is missing, or the message is too
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

	/** Several lines would let a caller's input add headers. */
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
		Assert.isTrue(this.attachments.putIfAbsent(name, content) == null, "There is an attachment of this name");
	}

	@SuppressWarnings("unchecked")
	final B set(String field, Object value) {
		this.fields.put(field, value);
		return (B) this;
	}

}
