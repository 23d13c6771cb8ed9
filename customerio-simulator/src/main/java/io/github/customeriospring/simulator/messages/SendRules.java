package io.github.customeriospring.simulator.messages;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Validates a transactional message.
 */
final class SendRules {

	private static final Set<String> IDENTIFIERS = Set.of("id", "email", "cio_id");

	private static final List<String> TEXTS = List.of("to", "from", "cc", "bcc", "reply_to", "subject", "preheader",
			"body", "body_plain", "body_amp", "language", "title", "message", "image_url", "link", "sound");

	private static final List<String> FLAGS = List.of("disable_message_retention", "send_to_unsubscribed",
			"queue_draft", "auto_create", "tracked", "disable_css_preprocessing", "fake_bcc");

	private static final List<String> OBJECTS = List.of("message_data", "custom_data", "custom_device",
			"custom_payload", "attachments");

	private static final int MAX_RECIPIENTS = 15;

	private static final long MAX_DELAY_SECONDS = 90L * 24 * 60 * 60;

	private SendRules() {
	}

	/**
	 * Check a message.
	 * @param channel the last segment of the path
	 * @param now the current time in seconds since the epoch
	 * @return the error, or {@code null} if it is valid
	 */
	static @Nullable String check(Map<String, @Nullable Object> message, String channel, long now) {
		String error = checkTypes(message);
		if (error == null) {
			error = checkIdentifiers(message.get("identifiers"));
		}
		if (error == null) {
			error = checkTemplate(message, channel.equals("email"));
		}
		if (error == null) {
			error = switch (channel) {
				case "email" -> checkEmail(message);
				case "sms" -> checkNumbers(message, false);
				case "whatsapp" -> checkNumbers(message, true);
				default -> null;
			};
		}
		return (error != null) ? error : checkSendAt(message.get("send_at"), now);
	}

	private static @Nullable String checkTypes(Map<String, @Nullable Object> message) {
		for (String name : TEXTS) {
			if (message.get(name) != null && !(message.get(name) instanceof String)) {
				return name + " must be a string";
			}
		}
		for (String name : FLAGS) {
			if (message.get(name) != null && !(message.get(name) instanceof Boolean)) {
				return name + " must be true or false";
			}
		}
		for (String name : OBJECTS) {
			if (message.get(name) != null && !(message.get(name) instanceof Map)) {
				return name + " must be an object";
			}
		}
		return null;
	}

	private static @Nullable String checkIdentifiers(@Nullable Object value) {
		if (!(value instanceof Map<?, ?> identifiers) || identifiers.size() != 1
				|| !IDENTIFIERS.containsAll(identifiers.keySet())) {
			return "identifiers must have exactly one of id, email, cio_id";
		}
		Object identifier = identifiers.values().iterator().next();
		boolean valid = identifier instanceof Integer || identifier instanceof Long
				|| (identifier instanceof String text && !text.isBlank());
		return valid ? null : "identifiers must not be empty";
	}

	private static @Nullable String checkTemplate(Map<String, @Nullable Object> message, boolean email) {
		Object template = message.get("transactional_message_id");
		if (template == null) {
			boolean complete = email && message.get("body") != null && message.get("subject") != null
					&& message.get("from") != null;
			return complete ? null
					: "transactional_message_id" + (email ? ", or body, subject and from are" : " is") + " required";
		}
		boolean valid = (template instanceof Integer number && number > 0)
				|| (template instanceof String name && !name.isBlank());
		return valid ? null : "transactional_message_id must be a number or a name";
	}

	private static @Nullable String checkEmail(Map<String, @Nullable Object> message) {
		if (!(message.get("to") instanceof String to) || to.isBlank()) {
			return "to is required";
		}
		int recipients = 0;
		for (String field : List.of("to", "cc", "bcc")) {
			// a comma in a quoted name does not separate addresses
			recipients += (message.get(field) instanceof String list)
					? list.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "").split(",").length : 0;
		}
		if (recipients > MAX_RECIPIENTS) {
			return "there cannot be more than 15 recipients";
		}
		Object headers = message.get("headers");
		if (headers != null && !(headers instanceof Map) && !(headers instanceof String)) {
			return "headers must be an object or a string";
		}
		if (headers != null && !String.valueOf(headers).chars().allMatch((letter) -> letter < 0x80)) {
			return "headers cannot have non-ASCII characters";
		}
		boolean encoded = !(message.get("attachments") instanceof Map<?, ?> attachments)
				|| attachments.values().stream().allMatch(SendRules::isBase64);
		return encoded ? null : "attachments must be base64 encoded";
	}

	private static boolean isBase64(@Nullable Object content) {
		try {
			return content instanceof String text && Base64.getDecoder().decode(text) != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * The recipient is a number, or Liquid that yields one. The sender is a number; an
	 * SMS also accepts a name, a short code or a messaging service.
	 */
	private static @Nullable String checkNumbers(Map<String, @Nullable Object> message, boolean fromNumber) {
		if (message.get("to") instanceof String to && !isNumber(to) && !to.contains("{{")) {
			return "to must be a phone number such as +15555550100";
		}
		if (message.get("from") instanceof String from
				&& (fromNumber ? !isNumber(from) : from.isBlank() || from.matches("(?s).*[\\r\\n].*"))) {
			return fromNumber ? "from must be a phone number such as +15555550100" : "from must be one line of text";
		}
		return null;
	}

	private static boolean isNumber(String text) {
		return text.matches("\\+[1-9]\\d{1,14}");
	}

	private static @Nullable String checkSendAt(@Nullable Object sendAt, long now) {
		if (sendAt == null) {
			return null;
		}
		if (!(sendAt instanceof Integer || sendAt instanceof Long)) {
			return "send_at must be a unix timestamp in whole seconds";
		}
		return (((Number) sendAt).longValue() - now > MAX_DELAY_SECONDS) ? "send_at cannot be more than 90 days ahead"
				: null;
	}

}
