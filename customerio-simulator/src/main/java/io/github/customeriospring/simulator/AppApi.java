package io.github.customeriospring.simulator;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.workspace.Segment;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The App API without sends and broadcasts: people, segments and exports.
 */
final class AppApi {

	private final Workspace workspace;

	private final CustomersApi customers;

	private final InstantSource clock;

	// also the lock that guards it
	private final List<Map<String, Object>> exports = new ArrayList<>();

	AppApi(Workspace workspace, InstantSource clock) {
		this.workspace = workspace;
		this.customers = new CustomersApi(workspace);
		this.clock = clock;
	}

	/**
	 * Answer a request.
	 * @param path the parts of the path behind {@code /v1}
	 * @return the answer, or {@code null} if there is no such operation
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		List<String> rest = path.subList(1, path.size());
		return switch (path.get(0)) {
			case "customers" -> this.customers.handle(request, rest);
			case "segments" -> segments(request, rest);
			case "exports" -> exports(request, rest);
			case "workspaces" -> get(request, rest, "workspaces", List.of(Map.of("id", 1, "name", "Simulated")));
			case "activities", "broadcasts", "campaigns", "collections", "newsletters", "messages", "snippets",
					"sender_identities", "reporting_webhooks", "object_types", "transactional" ->
				get(request, rest, path.get(0).equals("object_types") ? "types" : path.get(0), List.of());
			default -> null;
		};
	}

	private static @Nullable Reply get(ApiRequest request, List<String> rest, String name, List<?> values) {
		return (request.method().equals("GET") && rest.isEmpty()) ? Reply.json(200, Map.of(name, values)) : null;
	}

	private @Nullable Reply segments(ApiRequest request, List<String> path) {
		if (path.isEmpty()) {
			return switch (request.method()) {
				case "GET" -> Reply.json(200,
						Map.of("segments", this.workspace.segments().all().stream().map(AppApi::describe).toList()));
				case "POST" -> createSegment(Json.object(request.body()));
				default -> null;
			};
		}
		Segment segment = path.get(0).matches("\\d{1,9}")
				? this.workspace.segments().find(Integer.parseInt(path.get(0))) : null;
		if (segment == null) {
			return null;
		}
		return switch (request.method() + " " + String.join("/", path.subList(1, path.size()))) {
			case "GET " -> Reply.json(200, Map.of("segment", describe(segment)));
			case "DELETE " -> {
				this.workspace.segments().delete(segment.id());
				yield Reply.NO_CONTENT;
			}
			case "GET customer_count" -> Reply.json(200, Map.of("count", segment.members().size()));
			case "GET membership" -> Reply.json(200, membership(segment));
			case "GET used_by" -> Reply.json(200, Map.of("used_by", Map.of()));
			default -> null;
		};
	}

	private Reply createSegment(@Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("segment") instanceof Map<?, ?> segment)
				|| !(segment.get("name") instanceof String name) || name.isBlank()) {
			return Reply.appError(400, "segment.name is required");
		}
		String description = (segment.get("description") instanceof String text) ? text : "";
		return Reply.json(200, Map.of("segment", describe(this.workspace.segments().create(name, description))));
	}

	private static Map<String, Object> describe(Segment segment) {
		return Map.of("id", segment.id(), "name", segment.name(), "description", segment.description(), "state",
				"finished", "type", "manual");
	}

	private static Map<String, Object> membership(Segment segment) {
		List<String> ids = new ArrayList<>();
		List<Map<String, String>> identifiers = new ArrayList<>();
		for (String member : segment.members()) {
			int colon = member.indexOf(':');
			identifiers.add(Map.of(member.substring(0, colon), member.substring(colon + 1)));
			if (member.startsWith("id:")) {
				ids.add(member.substring(colon + 1));
			}
		}
		return Map.of("ids", ids, "identifiers", identifiers, "next", "");
	}

	private @Nullable Reply exports(ApiRequest request, List<String> path) {
		synchronized (this.exports) {
			switch (request.method() + " " + path.size()) {
				case "GET 0":
					return Reply.json(200, Map.of("exports", this.exports));
				case "GET 1", "GET 2":
					return export(path);
				case "POST 1":
					return List.of("customers", "deliveries").contains(path.get(0)) ? createExport(path.get(0)) : null;
				default:
					return null;
			}
		}
	}

	private @Nullable Reply export(List<String> path) {
		int id = path.get(0).matches("\\d{1,9}") ? Integer.parseInt(path.get(0)) : 0;
		if (id < 1 || id > this.exports.size()) {
			return null;
		}
		if (path.size() == 1) {
			return Reply.json(200, Map.of("export", this.exports.get(id - 1)));
		}
		return path.get(1).equals("download")
				? Reply.json(200, Map.of("url", "https://storage.example.com/export-" + id + ".csv")) : null;
	}

	private Reply createExport(String type) {
		Map<String, Object> export = new LinkedHashMap<>();
		export.put("id", this.exports.size() + 1);
		export.put("type", type);
		export.put("status", "done");
		export.put("failed", false);
		export.put("created_at", this.clock.instant().getEpochSecond());
		this.exports.add(export);
		return Reply.json(200, Map.of("export", export));
	}

	void reset() {
		synchronized (this.exports) {
			this.exports.clear();
		}
	}

}
