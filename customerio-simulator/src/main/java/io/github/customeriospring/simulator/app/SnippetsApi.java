package io.github.customeriospring.simulator.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/snippets}.
 */
final class SnippetsApi {

	private final InstantSource clock;

	// also the lock that guards it
	private final Map<String, Map<String, Object>> byName = new TreeMap<>();

	SnippetsApi(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code snippets}
	 * @return the response, or {@code null} if there is no such operation or snippet
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		synchronized (this.byName) {
			return switch (request.method() + " " + path.size()) {
				case "GET 0" -> Reply.json(200, Map.of("snippets", List.copyOf(this.byName.values())));
				case "POST 0" -> put(Json.object(request.body()), true);
				case "PUT 0" -> put(Json.object(request.body()), false);
				case "DELETE 1" -> (this.byName.remove(path.get(0)) != null) ? Reply.NO_CONTENT : Reply.NOT_FOUND;
				default -> null;
			};
		}
	}

	private Reply put(@Nullable Map<String, @Nullable Object> body, boolean create) {
		if (body == null || !(body.get("name") instanceof String name) || name.isBlank()
				|| !(body.get("value") instanceof String value)) {
			return Reply.appError(400, "name and value are required");
		}
		if (create && this.byName.containsKey(name)) {
			return Reply.appError(400, "there is a snippet of this name");
		}
		Map<String, Object> snippet = Map.of("name", name, "value", value, "updated_at",
				this.clock.instant().getEpochSecond());
		this.byName.put(name, snippet);
		return Reply.json(200, Map.of("snippet", snippet));
	}

	void reset() {
		synchronized (this.byName) {
			this.byName.clear();
		}
	}

}
