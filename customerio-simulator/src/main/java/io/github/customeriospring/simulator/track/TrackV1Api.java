package io.github.customeriospring.simulator.track;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.rules.Assumption;
import io.github.customeriospring.simulator.rules.ItemError;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Version 1 of the Track API. Each request is converted to an operation of version 2.
 */
final class TrackV1Api {

	private static final int MAX_EVENT_DATA_BYTES = 100_000;

	private static final int MAX_SEGMENT_IDS = 1000;

	private final Workspace workspace;

	TrackV1Api(Workspace workspace) {
		this.workspace = workspace;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code /api/v1}
	 * @return the response, or {@code null} if there is no such operation
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		String operation = request.method() + " " + path.get(0);
		if (path.get(0).equals("customers") && path.size() > 1) {
			PersonKey person = PersonKey.ofPath(path.get(1));
			return person.value().isEmpty() ? Reply.metaErrors(List.of("customer id is required"))
					: customer(request, person, path.subList(2, path.size()));
		}
		return switch (path.size()) {
			case 1 -> switch (operation) {
				case "POST events" -> anonymousEvent(request);
				case "POST merge_customers" -> merge(request);
				case "POST metrics" -> metric(request, MetricRules.METRIC);
				default -> null;
			};
			case 2 -> switch (operation + "/" + path.get(1)) {
				case "POST push/events" -> metric(request, MetricRules.PUSH);
				case "GET accounts/region" ->
					Reply.json(200, Map.of("url", "https://track.customer.io", "region", "us", "environment_id", 1));
				default -> null;
			};
			case 3 -> switch (operation + "/" + path.get(2)) {
				case "POST segments/add_customers" -> segment(request, path.get(1), true);
				case "POST segments/remove_customers" -> segment(request, path.get(1), false);
				case "POST forms/submit" -> form(request);
				default -> null;
			};
			default -> null;
		};
	}

	private @Nullable Reply customer(ApiRequest request, PersonKey person, List<String> path) {
		return switch (request.method() + " " + String.join("/", path.isEmpty() ? path : path.subList(0, 1))) {
			case "PUT " -> identify(request, person);
			case "DELETE " -> submit(person, "delete", Map.of());
			case "POST suppress" -> (path.size() == 1) ? submit(person, "suppress", Map.of()) : null;
			case "POST unsuppress" -> (path.size() == 1) ? submit(person, "unsuppress", Map.of()) : null;
			case "POST events" -> (path.size() == 1) ? event(request, person) : null;
			case "PUT devices" -> (path.size() == 1) ? addDevice(request, person) : null;
			case "DELETE devices" -> (path.size() == 2)
					? submit(person, "delete_device", Map.of("device", Map.of("token", path.get(1)))) : null;
			default -> null;
		};
	}

	private Reply identify(ApiRequest request, PersonKey person) {
		Map<String, @Nullable Object> attributes = Json.object(request.body());
		if (attributes == null) {
			return malformed();
		}
		Map<String, @Nullable Object> fields = new HashMap<>();
		fields.put("attributes", attributes);
		fields.put("timestamp", attributes.get("_timestamp"));
		if (!(attributes.get("cio_relationships") instanceof Map<?, ?> relationships)) {
			return submit(person, "identify", fields);
		}
		if (!"delete_relationships".equals(relationships.get("action"))) {
			fields.put("cio_relationships", relationships.get("relationships"));
			return submit(person, "identify", fields);
		}
		Reply reply = submit(person, "identify", fields);
		return reply.isSuccess() ? submit(person, "delete_relationships",
				Collections.singletonMap("cio_relationships", relationships.get("relationships"))) : reply;
	}

	private Reply event(ApiRequest request, PersonKey person) {
		Map<String, @Nullable Object> event = Json.object(request.body());
		if (event == null) {
			return malformed();
		}
		return isTooLarge(event, request.body()) ? tooLarge() : submit(person, type(event), eventFields(event));
	}

	private Reply anonymousEvent(ApiRequest request) {
		Map<String, @Nullable Object> event = Json.object(request.body());
		if (event == null) {
			return malformed();
		}
		if (isTooLarge(event, request.body())) {
			return tooLarge();
		}
		Map<String, @Nullable Object> operation = operation(type(event));
		operation.putAll(eventFields(event));
		if (event.get("anonymous_id") != null) {
			operation.put("identifiers", Collections.singletonMap("anonymous_id", event.get("anonymous_id")));
		}
		return reply(this.workspace.submitAnonymous(operation));
	}

	private static String type(Map<String, @Nullable Object> event) {
		Object type = event.get("type");
		return ("page".equals(type) || "screen".equals(type)) ? String.valueOf(type) : "event";
	}

	private static Map<String, @Nullable Object> eventFields(Map<String, @Nullable Object> event) {
		Map<String, @Nullable Object> fields = new HashMap<>();
		fields.put("name", event.get("name"));
		fields.put("id", event.get("id"));
		fields.put("timestamp", event.get("timestamp"));
		fields.put("attributes", event.get("data"));
		return fields;
	}

	private Reply addDevice(ApiRequest request, PersonKey person) {
		Map<String, @Nullable Object> body = Json.object(request.body());
		if (body == null || !(body.get("device") instanceof Map<?, ?> device)) {
			return malformed();
		}
		Map<Object, @Nullable Object> renamed = new HashMap<>(device);
		renamed.put("token", renamed.remove("id"));
		return submit(person, "add_device", Map.of("device", renamed));
	}

	private Reply merge(ApiRequest request) {
		Map<String, @Nullable Object> body = Json.object(request.body());
		if (body == null) {
			return malformed();
		}
		Map<String, @Nullable Object> operation = operation("merge");
		operation.put("primary", body.get("primary"));
		operation.put("secondary", body.get("secondary"));
		List<ItemError> errors = this.workspace.submit(operation);
		return errors.isEmpty() ? Reply.OK : Reply.metaError(400, errors.get(0).message());
	}

	private Reply segment(ApiRequest request, String segment, boolean add) {
		Map<String, @Nullable Object> body = Json.object(request.body());
		if (body == null || !(body.get("ids") instanceof List<?> ids) || ids.isEmpty() || ids.size() > MAX_SEGMENT_IDS
				|| !segment.matches("\\d{1,9}")) {
			return Reply.metaErrors(List.of("segment must be a number and ids must have 1 to 1000 entries"));
		}
		String type = request.parameter("id_type", "id");
		int id = Integer.parseInt(segment);
		if (this.workspace.segments().find(id) == null) {
			if (!add || !this.workspace.assumes(Assumption.SEGMENTS_ON_DEMAND)) {
				return Reply.metaErrors(List.of("segment " + id + " does not exist"));
			}
			this.workspace.segments().obtain(id, "Segment " + id);
		}
		// ids of another type are silently ignored
		List<PersonKey> people = ids.stream()
			.filter(String.class::isInstance)
			.map((person) -> new PersonKey(type, person.toString()))
			.toList();
		this.workspace.changeSegment(id, people, add);
		this.workspace.log().counted();
		return Reply.OK;
	}

	private Reply form(ApiRequest request) {
		Map<String, @Nullable Object> body = Json.object(request.body());
		if (body == null || !(body.get("data") instanceof Map<?, ?> data)) {
			return Reply.metaErrors(List.of("data is required"));
		}
		if ((data.get("id") == null) == (data.get("email") == null)) {
			return Reply.metaErrors(List.of("data must have exactly one of id and email"));
		}
		if (!data.values().stream().allMatch((value) -> value == null || value instanceof String)) {
			return Reply.metaErrors(List.of("data must have strings only"));
		}
		String type = (data.get("id") != null) ? "id" : "email";
		PersonKey person = new PersonKey(type, String.valueOf(data.get(type)));
		Reply reply = submit(person, "identify", Map.of("attributes", data));
		return reply.isSuccess() ? Reply.NO_CONTENT : reply;
	}

	private Reply metric(ApiRequest request, MetricRules rules) {
		String error = rules.check(Json.object(request.body()));
		if (error != null) {
			return Reply.metaErrors(List.of(error));
		}
		this.workspace.log().counted();
		return Reply.OK;
	}

	private Reply submit(PersonKey person, String action, Map<String, ? extends @Nullable Object> fields) {
		Map<String, @Nullable Object> operation = operation(action);
		operation.put("identifiers", person.toMap());
		operation.putAll(fields);
		return reply(this.workspace.submit(operation));
	}

	private static Reply reply(List<ItemError> errors) {
		return errors.isEmpty() ? Reply.OK : Reply.metaErrors(errors.stream().map(TrackV1Api::message).toList());
	}

	/**
	 * Version 1 names the attribute in the message, because its errors have no field.
	 */
	private static String message(ItemError error) {
		return error.message().startsWith("property value ")
				? "value for attribute '" + error.field().substring("attributes.".length()) + "' "
						+ error.message().substring("property value ".length())
				: error.message();
	}

	private static Map<String, @Nullable Object> operation(String action) {
		Map<String, @Nullable Object> operation = new HashMap<>();
		operation.put("type", "person");
		operation.put("action", action);
		return operation;
	}

	private static boolean isTooLarge(Map<String, @Nullable Object> event, byte[] body) {
		return body.length > MAX_EVENT_DATA_BYTES
				&& Json.bytes(Objects.requireNonNullElse(event.get("data"), Map.of())).length > MAX_EVENT_DATA_BYTES;
	}

	private static Reply tooLarge() {
		return Reply.metaErrors(List.of("event data cannot be larger than 100000 bytes"));
	}

	private static Reply malformed() {
		return Reply.metaErrors(List.of("malformed JSON"));
	}

}
