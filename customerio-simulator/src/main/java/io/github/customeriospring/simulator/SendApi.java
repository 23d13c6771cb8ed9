package io.github.customeriospring.simulator;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.workspace.Identifier;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/send/*}.
 */
final class SendApi {

	private static final Set<String> CHANNELS = Set.of("email", "push", "sms", "whatsapp", "in_app", "inbox_message");

	private static final Set<String> IDENTIFIERS = Set.of("id", "email", "cio_id");

	private static final int MAX_BYTES = 1_000_000;

	private static final int MAX_BYTES_WITH_ATTACHMENTS = 2_000_000;

	private static final int MAX_RECIPIENTS = 15;

	private static final long MAX_DELAY_SECONDS = 90L * 24 * 60 * 60;

	private final Workspace workspace;

	private final InstantSource clock;

	SendApi(Workspace workspace, InstantSource clock) {
		this.workspace = workspace;
		this.clock = clock;
	}

	@Nullable Reply handle(ApiRequest request, String channel) {
		if (!request.method().equals("POST") || !CHANNELS.contains(channel)) {
			return null;
		}
		Map<String, @Nullable Object> message = Json.object(request.body());
		if (message == null) {
			return Reply.metaError(400, "malformed JSON");
		}
		boolean attachments = message.get("attachments") != null;
		if (request.body().length > (attachments ? MAX_BYTES_WITH_ATTACHMENTS : MAX_BYTES)) {
			return Reply.metaError(413, "payload is too large");
		}
		String error = check(message, channel);
		return (error != null) ? Reply.metaError(400, error) : deliver(message, channel);
	}

	private Reply deliver(Map<String, @Nullable Object> message, String channel) {
		Map.Entry<?, ?> identifier = ((Map<?, ?>) message.getOrDefault("identifiers", Map.of())).entrySet()
			.iterator()
			.next();
		String deliveryId = this.workspace.deliver(channel,
				new Identifier(String.valueOf(identifier.getKey()), String.valueOf(identifier.getValue())), message);
		Map<String, Object> answer = new HashMap<>();
		answer.put("delivery_id", deliveryId);
		answer.put("queued_at", this.clock.instant().getEpochSecond());
		if (message.get("send_at") instanceof Number sendAt) {
			answer.put("send_at", sendAt);
		}
		return Reply.json(200, answer);
	}

	private @Nullable String check(Map<String, @Nullable Object> message, String channel) {
		if (!(message.get("identifiers") instanceof Map<?, ?> identifiers) || identifiers.size() != 1
				|| !IDENTIFIERS.containsAll(identifiers.keySet())) {
			return "identifiers must have exactly one of id, email, cio_id";
		}
		Object value = identifiers.values().iterator().next();
		if (value == null || "".equals(value)) {
			return "identifiers must not be empty";
		}
		if (channel.equals("email")) {
			String error = checkEmail(message);
			if (error != null) {
				return error;
			}
		}
		else if (message.get("transactional_message_id") == null) {
			return "transactional_message_id is required";
		}
		if (message.get("message_data") != null && !(message.get("message_data") instanceof Map)) {
			return "message_data must be an object";
		}
		return checkSendAt(message.get("send_at"));
	}

	private static @Nullable String checkEmail(Map<String, @Nullable Object> message) {
		if (!(message.get("to") instanceof String to) || to.isBlank()) {
			return "to is required";
		}
		boolean complete = message.get("body") != null && message.get("subject") != null && message.get("from") != null;
		if (message.get("transactional_message_id") == null && !complete) {
			return "transactional_message_id, or body, subject and from are required";
		}
		int recipients = 0;
		for (String field : List.of("to", "cc", "bcc")) {
			recipients += (message.get(field) instanceof String list) ? list.split(",").length : 0;
		}
		return (recipients > MAX_RECIPIENTS) ? "there cannot be more than 15 recipients" : null;
	}

	private @Nullable String checkSendAt(@Nullable Object sendAt) {
		if (sendAt == null) {
			return null;
		}
		if (!(sendAt instanceof Integer || sendAt instanceof Long)) {
			return "send_at must be a unix timestamp in whole seconds";
		}
		long delay = ((Number) sendAt).longValue() - this.clock.instant().getEpochSecond();
		return (delay > MAX_DELAY_SECONDS) ? "send_at cannot be more than 90 days ahead" : null;
	}

}
