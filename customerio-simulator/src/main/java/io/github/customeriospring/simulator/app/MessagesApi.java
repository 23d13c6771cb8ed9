package io.github.customeriospring.simulator.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.SimulatedDelivery;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/messages}: the deliveries of sent messages, newest first.
 */
final class MessagesApi {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 1000;

	// parameters and the fields that must equal them
	private static final Map<String, String> EQUAL = Map.of("type", "type", "campaign_id", "campaign_id", "action_id",
			"action_id", "newsletter_id", "newsletter_id", "transactional_id", "transactional_message_id", "trigger_id",
			"trigger_id", "template_id", "template_id", "content_id", "content_id");

	private final Workspace workspace;

	private final InstantSource clock;

	MessagesApi(Workspace workspace, InstantSource clock) {
		this.workspace = workspace;
		this.clock = clock;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code messages}
	 * @return the response, or {@code null} if there is no such operation or message
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		if (!request.method().equals("GET")) {
			return null;
		}
		if (path.isEmpty()) {
			return list(request, (message) -> true);
		}
		SimulatedDelivery delivery = this.workspace.deliveries()
			.stream()
			.filter((candidate) -> candidate.deliveryId().equals(path.get(0)))
			.findFirst()
			.orElse(null);
		if (path.size() > 2) {
			return null;
		}
		if (delivery == null) {
			return Reply.NOT_FOUND;
		}
		if (path.size() == 1) {
			return Reply.json(200, Map.of("message", describe(delivery)));
		}
		if (!path.get(1).equals("archived_message")) {
			return null;
		}
		boolean retained = !Boolean.TRUE.equals(delivery.request().get("disable_message_retention"));
		return retained ? Reply.json(200, Map.of("archived_message", archived(delivery))) : Reply.NOT_FOUND;
	}

	/**
	 * List the messages that match the query and the condition.
	 */
	Reply list(ApiRequest request, Predicate<Map<String, @Nullable Object>> condition) {
		return CursorPage
			.of(request, all().stream().filter(condition).filter((message) -> isWanted(request, message)).toList(),
					DEFAULT_LIMIT, MAX_LIMIT)
			.reply("messages");
	}

	List<Map<String, @Nullable Object>> all() {
		List<Map<String, @Nullable Object>> all = new ArrayList<>(
				this.workspace.deliveries().stream().map(this::describe).toList());
		Collections.reverse(all);
		return all;
	}

	private static boolean isWanted(ApiRequest request, Map<String, @Nullable Object> message) {
		boolean draft = message.get("metrics") instanceof Map<?, ?> metrics && metrics.containsKey("drafted");
		if (draft != request.parameter("drafts", "false").equals("true")) {
			return false;
		}
		for (Map.Entry<String, String> equal : EQUAL.entrySet()) {
			String wanted = request.parameter(equal.getKey(), "");
			if (!wanted.isEmpty() && !wanted.equals(String.valueOf(message.get(equal.getValue())))) {
				return false;
			}
		}
		String metric = request.parameter("metric", "");
		long created = ((Number) Objects.requireNonNull(message.get("created"))).longValue();
		return (metric.isEmpty()
				|| (message.get("metrics") instanceof Map<?, ?> reached && reached.containsKey(metric)))
				&& created >= seconds(request, "start_ts", 0) && created <= seconds(request, "end_ts", Long.MAX_VALUE);
	}

	private static long seconds(ApiRequest request, String name, long fallback) {
		String value = request.parameter(name, Long.toString(fallback));
		if (!value.matches("\\d{1,19}")) {
			throw new IllegalArgumentException(name + " must be a unix timestamp in whole seconds");
		}
		return Long.parseLong(value);
	}

	private Map<String, @Nullable Object> describe(SimulatedDelivery delivery) {
		SimulatedPerson person = this.workspace.person(PersonKey.parse(delivery.person()));
		long queuedAt = delivery.queuedAt();
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("id", delivery.deliveryId());
		message.put("deduplicate_id", delivery.deliveryId() + ":" + queuedAt);
		message.put("type", type(delivery));
		message.put("customer_id", (person != null) ? PersonJson.id(person) : "");
		message.put("customer_identifiers", (person != null) ? PersonJson.identifiers(person) : null);
		message.put("recipient", delivery.request().get("to"));
		message.put("subject", delivery.request().get("subject"));
		message.put("transactional_message_id", delivery.request().get("transactional_message_id"));
		message.put("created", queuedAt);
		message.put("metrics", metrics(delivery));
		message.put("failure_message", null);
		message.put("forgotten", false);
		return message;
	}

	/**
	 * Drafts and scheduled messages have not been sent yet.
	 */
	private Map<String, Object> metrics(SimulatedDelivery delivery) {
		long queuedAt = delivery.queuedAt();
		if (Boolean.TRUE.equals(delivery.request().get("queue_draft"))) {
			return Map.of("created", queuedAt, "drafted", queuedAt);
		}
		long sentAt = (delivery.request().get("send_at") instanceof Number sendAt)
				? Math.max(queuedAt, sendAt.longValue()) : queuedAt;
		return (sentAt > this.clock.instant().getEpochSecond()) ? Map.of("created", queuedAt)
				: Map.of("created", queuedAt, "sent", sentAt);
	}

	private static Map<String, @Nullable Object> archived(SimulatedDelivery delivery) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("id", delivery.deliveryId());
		message.put("type", type(delivery));
		message.put("from", delivery.request().get("from"));
		message.put("recipient", delivery.request().get("to"));
		message.put("subject", delivery.request().get("subject"));
		message.put("body", delivery.request().get("body"));
		return message;
	}

	private static String type(SimulatedDelivery delivery) {
		return switch (delivery.channel()) {
			case "sms" -> "twilio";
			case "inbox_message" -> "inbox";
			default -> delivery.channel();
		};
	}

}
