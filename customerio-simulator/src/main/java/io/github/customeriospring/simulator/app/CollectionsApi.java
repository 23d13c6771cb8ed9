package io.github.customeriospring.simulator.app;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/collections}. The {@code url} of a collection is not downloaded.
 */
final class CollectionsApi {

	private static final int MAX_BYTES = 10_000_000;

	private static final int MAX_ROW_BYTES = 10_000;

	private final InstantSource clock;

	// also the lock that guards all following fields
	private final Map<Integer, Collection> byId = new TreeMap<>();

	private int lastId;

	CollectionsApi(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Handle a request.
	 * @param path the segments of the path after {@code collections}
	 * @return the response, or {@code null} if there is no such operation or collection
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		synchronized (this.byId) {
			if (path.isEmpty()) {
				return switch (request.method()) {
					case "GET" -> Reply.json(200,
							Map.of("collections", this.byId.values().stream().map(Collection::describe).toList()));
					case "POST" -> create(Json.object(request.body()));
					default -> null;
				};
			}
			Collection known = path.get(0).matches("\\d{1,9}") ? this.byId.get(Integer.parseInt(path.get(0))) : null;
			if (known == null) {
				return Reply.NOT_FOUND;
			}
			return switch (request.method() + " " + String.join("/", path.subList(1, path.size()))) {
				case "GET " -> Reply.json(200, Map.of("collection", known.describe()));
				case "PUT " -> update(known, Json.object(request.body()));
				case "DELETE " -> {
					this.byId.remove(known.id);
					yield Reply.NO_CONTENT;
				}
				case "GET content" -> Reply.json(200, known.data);
				case "PUT content" -> put(known.id, known.name, Json.value(request.body()), known.createdAt);
				default -> null;
			};
		}
	}

	private Reply create(@Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("name") instanceof String name) || name.isBlank()) {
			return Reply.appError(400, "name is required");
		}
		if ((body.get("data") == null) == (body.get("url") == null)) {
			return Reply.appError(400, "exactly one of data and url is required");
		}
		Object data = (body.get("url") != null) ? List.of() : body.get("data");
		Reply reply = put(this.lastId + 1, name, data, this.clock.instant().getEpochSecond());
		if (reply.isSuccess()) {
			this.lastId++;
		}
		return reply;
	}

	private Reply update(Collection known, @Nullable Map<String, @Nullable Object> body) {
		if (body == null || (body.get("data") != null && body.get("url") != null)) {
			return Reply.appError(400, "at most one of data and url is allowed");
		}
		String name = (body.get("name") instanceof String text && !text.isBlank()) ? text : known.name;
		Object data = (body.get("url") != null) ? List.of() : body.get("data");
		return put(known.id, name, (data != null) ? data : known.data, known.createdAt);
	}

	private Reply put(int id, String name, @Nullable Object data, long createdAt) {
		if (!(data instanceof List || data instanceof Map)) {
			return Reply.appError(400, "data must be a list of objects, or an object");
		}
		for (Object row : (data instanceof List<?> rows) ? rows : List.of(data)) {
			if (!(row instanceof Map) || Json.bytes(row).length > MAX_ROW_BYTES) {
				return Reply.appError(400, "a row must be an object of at most 10 KB");
			}
		}
		if (Json.bytes(data).length > MAX_BYTES) {
			return Reply.appError(400, "a collection cannot be larger than 10 MB");
		}
		Collection collection = new Collection(id, name, data, createdAt, this.clock.instant().getEpochSecond());
		this.byId.put(id, collection);
		return Reply.json(200, Map.of("collection", collection.describe()));
	}

	void reset() {
		synchronized (this.byId) {
			this.byId.clear();
			this.lastId = 0;
		}
	}

	private record Collection(int id, String name, Object data, long createdAt, long updatedAt) {

		Map<String, Object> describe() {
			List<?> rows = (this.data instanceof List<?> list) ? list : List.of(this.data);
			Map<String, Object> collection = new LinkedHashMap<>();
			collection.put("id", this.id);
			collection.put("name", this.name);
			collection.put("bytes", Json.bytes(this.data).length);
			collection.put("rows", rows.size());
			collection.put("schema",
					(!rows.isEmpty() && rows.get(0) instanceof Map<?, ?> row) ? List.copyOf(row.keySet()) : List.of());
			collection.put("created_at", this.createdAt);
			collection.put("updated_at", this.updatedAt);
			return collection;
		}

	}

}
