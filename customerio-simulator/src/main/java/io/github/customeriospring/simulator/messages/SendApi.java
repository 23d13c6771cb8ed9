package io.github.customeriospring.simulator.messages;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/send/*}.
 */
public final class SendApi {

	private static final Set<String> CHANNELS = Set.of("email", "push", "sms", "whatsapp", "in_app", "inbox_message");

	private static final int MAX_BYTES = 1_000_000;

	// "less than 2 MB"; the documentation does not say of what, so the Base64 counts
	private static final int ATTACHMENT_BYTES_BOUND = 2_000_000;

	private static final Set<String> FORBIDDEN_TYPES = Set.of("exe");

	private final Workspace workspace;

	private final InstantSource clock;

	public SendApi(Workspace workspace, InstantSource clock) {
		this.workspace = workspace;
		this.clock = clock;
	}

	public @Nullable Reply handle(ApiRequest request, String channel) {
		if (!request.method().equals("POST") || !CHANNELS.contains(channel)) {
			return null;
		}
		Map<String, @Nullable Object> message = Json.object(request.body());
		if (message == null) {
			return Reply.metaError(400, "malformed JSON");
		}
		Map<?, ?> attachments = (message.get("attachments") instanceof Map<?, ?> map) ? map : Map.of();
		if (payloadBytes(request, message, attachments) > MAX_BYTES) {
			return Reply.metaError(413, "payload is too large");
		}
		if (attachmentBytes(attachments) >= ATTACHMENT_BYTES_BOUND) {
			return Reply.metaError(413, "Total attachment size exceeds the limit");
		}
		String forbidden = forbidden(attachments);
		if (forbidden != null) {
			return Reply.metaError(403, forbidden);
		}
		String error = SendRules.check(message, channel, this.clock.instant().getEpochSecond());
		return (error != null) ? Reply.metaError(400, error) : deliver(message, channel);
	}

	/**
	 * The size without the attachments, which have their own limit.
	 */
	private static int payloadBytes(ApiRequest request, Map<String, @Nullable Object> message, Map<?, ?> attachments) {
		if (attachments.isEmpty()) {
			return request.body().length;
		}
		Map<String, @Nullable Object> payload = new HashMap<>(message);
		payload.remove("attachments");
		return Json.bytes(payload).length;
	}

	private static long attachmentBytes(Map<?, ?> attachments) {
		return attachments.values().stream().mapToLong((content) -> String.valueOf(content).length()).sum();
	}

	private static @Nullable String forbidden(Map<?, ?> attachments) {
		for (Object key : attachments.keySet()) {
			String name = String.valueOf(key);
			String type = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
			if (FORBIDDEN_TYPES.contains(type)) {
				return "Forbidden file type %s for attachment %s.".formatted(type, name);
			}
		}
		return null;
	}

	private Reply deliver(Map<String, @Nullable Object> message, String channel) {
		Map.Entry<?, ?> identifier = ((Map<?, ?>) message.getOrDefault("identifiers", Map.of())).entrySet()
			.iterator()
			.next();
		String deliveryId = this.workspace.deliver(channel,
				new PersonKey(String.valueOf(identifier.getKey()), String.valueOf(identifier.getValue())), message);
		Map<String, Object> answer = new HashMap<>();
		answer.put("delivery_id", deliveryId);
		long now = this.clock.instant().getEpochSecond();
		answer.put("queued_at", now);
		if (message.get("send_at") instanceof Number sendAt && sendAt.longValue() > now) {
			answer.put("send_at", sendAt);
		}
		return Reply.json(200, answer);
	}

}
