package io.github.customeriospring.simulator.messages;

import java.time.InstantSource;
import java.util.HashMap;
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

	private static final int MAX_BYTES_WITH_ATTACHMENTS = 2_000_000;

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
		boolean attachments = message.get("attachments") != null;
		if (request.body().length > (attachments ? MAX_BYTES_WITH_ATTACHMENTS : MAX_BYTES)) {
			return Reply.metaError(413, "payload is too large");
		}
		String error = SendRules.check(message, channel, this.clock.instant().getEpochSecond());
		return (error != null) ? Reply.metaError(400, error) : deliver(message, channel);
	}

	private Reply deliver(Map<String, @Nullable Object> message, String channel) {
		Map.Entry<?, ?> identifier = ((Map<?, ?>) message.getOrDefault("identifiers", Map.of())).entrySet()
			.iterator()
			.next();
		String deliveryId = this.workspace.deliver(channel,
				new PersonKey(String.valueOf(identifier.getKey()), String.valueOf(identifier.getValue())), message);
		Map<String, Object> answer = new HashMap<>();
		answer.put("delivery_id", deliveryId);
		answer.put("queued_at", this.clock.instant().getEpochSecond());
		if (message.get("send_at") instanceof Number sendAt) {
			answer.put("send_at", sendAt);
		}
		return Reply.json(200, answer);
	}

}
