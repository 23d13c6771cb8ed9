package io.github.customeriospring.simulator.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.SegmentStore;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.SimulatedSegment;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/segments}.
 */
final class SegmentsApi {

	private final Workspace workspace;

	private final SegmentStore segments;

	SegmentsApi(Workspace workspace) {
		this.workspace = workspace;
		this.segments = workspace.segments();
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code segments}
	 * @return the response, or {@code null} if there is no such operation or segment
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		if (path.isEmpty()) {
			return switch (request.method()) {
				case "GET" -> Reply.json(200,
						Map.of("segments", this.segments.all().stream().map(SegmentsApi::describe).toList()));
				case "POST" -> create(Json.object(request.body()));
				default -> null;
			};
		}
		SimulatedSegment segment = path.get(0).matches("\\d{1,9}") ? this.segments.find(Integer.parseInt(path.get(0)))
				: null;
		if (segment == null) {
			return Reply.NOT_FOUND;
		}
		return switch (request.method() + " " + String.join("/", path.subList(1, path.size()))) {
			case "GET " -> Reply.json(200, Map.of("segment", describe(segment)));
			case "DELETE " -> {
				this.segments.delete(segment.id());
				yield Reply.NO_CONTENT;
			}
			case "GET customer_count" -> Reply.json(200, Map.of("count", segment.members().size()));
			case "GET membership" -> membership(request, segment);
			case "GET used_by" -> Reply.json(200, Map.of("used_by",
					Map.of("campaigns", List.of(), "sent_newsletters", List.of(), "draft_newsletters", List.of())));
			default -> null;
		};
	}

	private Reply create(@Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("segment") instanceof Map<?, ?> segment)
				|| !(segment.get("name") instanceof String name) || name.isBlank()) {
			return Reply.appError(400, "segment.name is required");
		}
		String description = (segment.get("description") instanceof String text) ? text : "";
		return Reply.json(200, Map.of("segment", describe(this.segments.create(name, description))));
	}

	static Map<String, Object> describe(SimulatedSegment segment) {
		return Map.of("id", segment.id(), "name", segment.name(), "description", segment.description(), "state",
				"finished", "type", "manual");
	}

	private Reply membership(ApiRequest request, SimulatedSegment segment) {
		CursorPage<String> page = CursorPage.of(request, List.copyOf(segment.members()), 1000, 30_000);
		List<String> ids = new ArrayList<>();
		List<Map<String, @Nullable String>> identifiers = new ArrayList<>();
		for (String member : page.items()) {
			PersonKey identifier = PersonKey.parse(member);
			SimulatedPerson person = this.workspace.person(identifier);
			if (person != null) {
				identifiers.add(PersonJson.identifiers(person));
				if (person.identifiers().containsKey("id")) {
					ids.add(PersonJson.id(person));
				}
			}
		}
		Map<String, @Nullable Object> membership = new LinkedHashMap<>();
		membership.put("segment_id", segment.id());
		// an empty list is sent as null
		membership.put("ids", ids.isEmpty() ? null : ids);
		membership.put("identifiers", identifiers.isEmpty() ? null : identifiers);
		membership.put("next", page.next());
		return Reply.json(200, membership);
	}

}
