package io.github.customeriospring.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/campaigns/{id}/triggers}.
 */
final class BroadcastApi {

	private static final List<String> AUDIENCES = List.of("recipients", "emails", "ids", "per_user_data",
			"data_file_url");

	// which flag goes with which form of audience
	private static final Map<String, Set<String>> FLAGS = Map.of("email_ignore_missing",
			Set.of("emails", "per_user_data", "data_file_url"), "email_add_duplicates",
			Set.of("emails", "per_user_data", "data_file_url"), "id_ignore_missing",
			Set.of("ids", "per_user_data", "data_file_url"));

	private static final int MAX_ENTRIES = 10_000;

	private static final int MAX_DATA_BYTES = 50_000;

	private final InstantSource clock;

	private final AtomicInteger lastTrigger = new AtomicInteger();

	// by "campaign/trigger"; the value is the second of creation
	private final Map<String, Long> triggers = new ConcurrentHashMap<>();

	BroadcastApi(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Answer a request.
	 * @param campaign the id of the broadcast
	 * @param path the parts of the path behind {@code triggers}
	 * @return the answer, or {@code null} if there is no such operation
	 */
	@Nullable Reply handle(ApiRequest request, String campaign, List<String> path) {
		if (request.method().equals("POST")) {
			return path.isEmpty() ? trigger(request, campaign) : null;
		}
		if (!request.method().equals("GET") || path.isEmpty()) {
			return null;
		}
		Long createdAt = this.triggers.get(campaign + "/" + path.get(0));
		if (createdAt == null) {
			return null;
		}
		if (path.size() == 2 && path.get(1).equals("errors")) {
			return Reply.json(200, Map.of("errors", List.of(), "next", ""));
		}
		return (path.size() > 1) ? null : Reply.json(200, Map.of("id", Integer.parseInt(path.get(0)), "broadcast_id",
				Integer.parseInt(campaign), "status", "done", "created_at", createdAt, "processed_at", createdAt));
	}

	private Reply trigger(ApiRequest request, String campaign) {
		Map<String, @Nullable Object> body = (request.body().length == 0) ? Map.of() : Json.object(request.body());
		if (!campaign.matches("\\d{1,9}")) {
			return Reply.appError(404, "not found");
		}
		int id = this.lastTrigger.incrementAndGet();
		String error = (body == null) ? "malformed JSON" : check(body);
		if (error != null) {
			return Reply.appError(422, error + " (trigger " + id + ")");
		}
		this.triggers.put(campaign + "/" + id, this.clock.instant().getEpochSecond());
		return Reply.json(200, Map.of("id", id));
	}

	private static @Nullable String check(Map<String, @Nullable Object> body) {
		List<String> audiences = AUDIENCES.stream().filter((name) -> body.get(name) != null).toList();
		if (audiences.size() > 1) {
			return "only one audience is allowed, found " + audiences;
		}
		if (body.get("recipients") instanceof Map<?, ?> filter && filter.isEmpty()) {
			return "recipients must not be empty";
		}
		for (String name : List.of("emails", "ids", "per_user_data")) {
			if (body.get(name) instanceof List<?> list && (list.isEmpty() || list.size() > MAX_ENTRIES)) {
				return name + " must have 1 to 10000 entries";
			}
		}
		for (Map.Entry<String, Set<String>> flag : FLAGS.entrySet()) {
			if (body.get(flag.getKey()) != null && !flag.getValue().containsAll(audiences)) {
				return flag.getKey() + " is not allowed for this audience";
			}
		}
		Object data = body.get("data");
		return (data != null && Json.bytes(data).length > MAX_DATA_BYTES) ? "data cannot be larger than 50000 bytes"
				: null;
	}

	void reset() {
		this.lastTrigger.set(0);
		this.triggers.clear();
	}

}
