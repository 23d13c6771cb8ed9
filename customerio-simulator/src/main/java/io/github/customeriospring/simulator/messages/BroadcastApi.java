package io.github.customeriospring.simulator.messages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/campaigns/{id}/triggers} and {@code /v1/broadcasts/{id}/triggers}.
 */
public final class BroadcastApi {

	private static final int MAX_QUEUED = 5;

	private static final int MAX_BYTES = 25_000_000;

	private final FixtureStore fixtures;

	private final InstantSource clock;

	// also the lock that guards it; the id of a trigger is its place, from 1
	private final List<Trigger> triggers = new ArrayList<>();

	public BroadcastApi(FixtureStore fixtures, InstantSource clock) {
		this.fixtures = fixtures;
		this.clock = clock;
	}

	/**
	 * Answer a request.
	 * @param id the id of the broadcast
	 * @param path the parts of the path behind {@code triggers}
	 * @return the answer, or {@code null} if there is no such operation or trigger
	 */
	public @Nullable Reply handle(ApiRequest request, String id, List<String> path) {
		if (!id.matches("\\d{1,9}")) {
			return null;
		}
		int broadcast = Integer.parseInt(id);
		synchronized (this.triggers) {
			if (request.method().equals("POST")) {
				return (path.isEmpty() && isKnown(broadcast)) ? trigger(request, broadcast) : null;
			}
			Trigger trigger = path.isEmpty() ? null : find(broadcast, path.get(0));
			if (trigger == null || !request.method().equals("GET")) {
				return null;
			}
			if (path.size() == 1) {
				return Reply.json(200, trigger.describe(this.clock.instant()));
			}
			return (path.size() == 2 && path.get(1).equals("errors")) ? errors(request, trigger) : null;
		}
	}

	/**
	 * List the triggers of a broadcast.
	 */
	public @Nullable Reply list(ApiRequest request, String id) {
		synchronized (this.triggers) {
			Instant now = this.clock.instant();
			return request.method().equals("GET") ? Reply.json(200,
					Map.of("triggers",
							this.triggers.stream()
								.filter((trigger) -> id.equals(Integer.toString(trigger.broadcast)))
								.map((trigger) -> trigger.describe(now))
								.toList()))
					: null;
		}
	}

	private boolean isKnown(int broadcast) {
		return this.fixtures.list(SimulatedResource.BROADCAST).isEmpty()
				|| this.fixtures.find(SimulatedResource.BROADCAST, broadcast) != null;
	}

	private Reply trigger(ApiRequest request, int broadcast) {
		Instant now = this.clock.instant();
		if (this.triggers.stream().filter((known) -> known.processedAt.isAfter(now)).count() >= MAX_QUEUED) {
			return Reply.appError(429, "there are 5 broadcasts in the queue");
		}
		if (request.body().length > MAX_BYTES) {
			return Reply.appError(413, "payload is too large");
		}
		Map<String, @Nullable Object> body = (request.body().length == 0) ? Map.of() : Json.object(request.body());
		String error = (body == null) ? "malformed JSON" : BroadcastRules.check(body);
		int id = this.triggers.size() + 1;
		this.triggers.add(new Trigger(id, broadcast, now, (error != null) ? now : processedAt(now),
				(error != null) ? List.of(error) : this.fixtures.triggerErrors(id)));
		return (error != null) ? Reply.appError(422, error + " (trigger " + id + ")")
				: Reply.json(200, Map.of("id", id));
	}

	private Instant processedAt(Instant now) {
		Instant free = this.triggers.stream()
			.map(Trigger::processedAt)
			.filter((end) -> end.isAfter(now))
			.max(Instant::compareTo)
			.orElse(now);
		return free.plus(this.fixtures.broadcastProcessing());
	}

	private @Nullable Trigger find(int broadcast, String id) {
		int number = id.matches("\\d{1,9}") ? Integer.parseInt(id) : 0;
		Trigger trigger = (number > 0 && number <= this.triggers.size()) ? this.triggers.get(number - 1) : null;
		return (trigger != null && trigger.broadcast == broadcast) ? trigger : null;
	}

	private static Reply errors(ApiRequest request, Trigger trigger) {
		CursorPage<String> page = CursorPage.of(request, trigger.errors, 50, 1000);
		// the only list whose cursor is a number
		return Reply.json(200, Map.of("errors", page.items(), "next", page.nextOffset()));
	}

	public void reset() {
		synchronized (this.triggers) {
			this.triggers.clear();
		}
	}

	private record Trigger(int id, int broadcast, Instant createdAt, Instant processedAt, List<String> errors) {

		Map<String, Object> describe(Instant now) {
			Map<String, Object> trigger = new LinkedHashMap<>();
			trigger.put("id", this.id);
			trigger.put("broadcast_id", this.broadcast);
			trigger.put("created_at", this.createdAt.getEpochSecond());
			if (!this.processedAt.isAfter(now)) {
				trigger.put("processed_at", this.processedAt.getEpochSecond());
			}
			return trigger;
		}

	}

}
