package io.github.customeriospring.simulator.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Serves the resources in {@link FixtureStore}: broadcasts, campaigns, newsletters,
 * transactional messages and sender identities.
 */
final class ResourcesApi {

	private static final Set<SimulatedResource> PAGED = Set.of(SimulatedResource.NEWSLETTER,
			SimulatedResource.SENDER_IDENTITY);

	private static final Set<String> PERIODS = Set.of("hours", "days", "weeks", "months");

	private final FixtureStore fixtures;

	private final MessagesApi messages;

	ResourcesApi(FixtureStore fixtures, MessagesApi messages) {
		this.fixtures = fixtures;
		this.messages = messages;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after the resource's name
	 * @return the response, or {@code null} if there is no such operation or resource
	 */
	@Nullable Reply handle(ApiRequest request, SimulatedResource resource, List<String> path) {
		if (!request.method().equals("GET")) {
			return null;
		}
		if (path.isEmpty()) {
			return list(request, resource);
		}
		int id = path.get(0).matches("\\d{1,9}") ? Integer.parseInt(path.get(0)) : 0;
		Map<String, Object> fields = this.fixtures.find(resource, id);
		if (fields == null) {
			return Reply.NOT_FOUND;
		}
		String part = String.join("/", path.subList(1, path.size()));
		if (part.isEmpty()) {
			return Reply.json(200, Map.of(resource.itemName(), fields));
		}
		if (resource == SimulatedResource.SENDER_IDENTITY) {
			return part.equals("used_by") ? Reply.json(200,
					Map.of("campaigns", List.of(), "sent_newsletters", List.of(), "draft_newsletters", List.of()))
					: null;
		}
		return switch (part) {
			case "metrics" -> metrics(request, resource, id);
			case "metrics/links" -> Reply.json(200, Map.of("links", this.fixtures.links(resource, id)));
			case "journey_metrics" -> (resource == SimulatedResource.CAMPAIGN) ? journey(request, id) : null;
			case "messages" -> this.messages.list(request,
					(message) -> Integer.toString(id).equals(String.valueOf(message.get(resource.idField()))));
			case "actions", "contents" ->
				Reply.json(200, Map.of(part, Objects.requireNonNullElse(fields.get(part), List.of())));
			default -> null;
		};
	}

	private Reply list(ApiRequest request, SimulatedResource resource) {
		List<Map<String, Object>> all = new ArrayList<>(this.fixtures.list(resource));
		if (!PAGED.contains(resource)) {
			return Reply.json(200, Map.of(resource.listName(), all));
		}
		if (request.parameter("sort", "asc").equals("desc")) {
			Collections.reverse(all);
		}
		CursorPage<Map<String, Object>> page = (resource == SimulatedResource.SENDER_IDENTITY)
				? CursorPage.ofEndless(request, all, 50, 100) : CursorPage.of(request, all, 50, 100);
		return page.reply(resource.listName());
	}

	private Reply journey(ApiRequest request, int id) {
		for (String name : List.of("start", "end", "resolution")) {
			if (request.parameter(name, "").isEmpty()) {
				return Reply.appError(400, name + " is required");
			}
		}
		return Reply.json(200, Map.of("journey_metric", this.fixtures.metrics(SimulatedResource.CAMPAIGN, id)));
	}

	private Reply metrics(ApiRequest request, SimulatedResource resource, int id) {
		if (!PERIODS.contains(request.parameter("period", "days"))) {
			return Reply.appError(400, "period must be hours, days, weeks or months");
		}
		String steps = request.parameter("steps", "12");
		if (!steps.matches("[1-9]\\d{0,5}")) {
			return Reply.appError(400, "steps must be a positive number");
		}
		Map<String, List<Integer>> series = new LinkedHashMap<>();
		this.fixtures.metrics(resource, id).forEach((metric, numbers) -> {
			int size = numbers.size();
			series.put(metric, numbers.subList(Math.max(0, size - Integer.parseInt(steps)), size));
		});
		return Reply.json(200, Map.of("metric", Map.of("series", series)));
	}

}
