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
import io.github.customeriospring.simulator.rules.Assumption;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/campaigns/{id}/triggers} and {@code /v1/broadcasts/{id}/triggers}.
 */
public final class BroadcastApi {

	private static final int MAX_QUEUED = 5;

	private static final int MAX_BYTES = 25_000_000;

	private final Workspace workspace;

	private final FixtureStore fixtures;

	private final InstantSource clock;

	// also the lock that guards it; the id of a trigger is its position, starting at 1
	private final List<Trigger> triggers = new ArrayList<>();

	public BroadcastApi(Workspace workspace, FixtureStore fixtures, InstantSource clock) {
		this.workspace = workspace;
		this.fixtures = fixtures;
		this.clock = clock;
	}

	/**
	 * Handle a request.
	 * @param id the id of the broadcast
	 * @param path the segments of the path after {@code triggers}
	 * @return the response, or {@code null} if there is no such operation or trigger
	 */
	public @Nullable Reply handle(ApiRequest request, String id, List<String> path) {
		if (!id.matches("\\d{1,9}")) {
			return null;
		}
		int broadcast = Integer.parseInt(id);
		synchronized (this.triggers) {
			if (request.method().equals("POST")) {
				if (!path.isEmpty()) {
					return null;
				}
				return isKnown(broadcast) ? trigger(request, broadcast) : Reply.NOT_FOUND;
			}
			if (path.isEmpty() || !request.method().equals("GET")) {
				return null;
			}
			Trigger trigger = find(broadcast, path.get(0));
			if (trigger == null) {
				return Reply.NOT_FOUND;
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
		int id = this.triggers.size() + 1;
		String error = (body == null) ? "malformed JSON" : BroadcastRules.check(body);
		List<String> missing = (body != null && error == null && this.workspace.keepsState())
				? BroadcastRules.missing(body, (key) -> isPerson(key)) : List.of();
		boolean later = this.workspace.assumes(Assumption.RECIPIENTS_CHECKED_LATER);
		boolean refused = error != null || (!missing.isEmpty() && !later);
		List<String> errors = new ArrayList<>((error != null) ? List.of(error) : missing);
		if (!refused) {
			errors.addAll(this.fixtures.triggerErrors(id));
		}
		this.triggers.add(new Trigger(id, broadcast, now, refused ? now : processedAt(now), List.copyOf(errors)));
		if (!refused) {
			return Reply.json(200, Map.of("id", id));
		}
		return (error != null) ? refusal(id, error, "/data")
				: refusal(id, "Errors were found while processing per user data (ids, emails or json data)",
						"/data/attributes/per_user_data");
	}

	private static Reply refusal(int trigger, String what, String pointer) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("detail",
				"%s. More detail available from the errors endpoint for trigger %d".formatted(what, trigger));
		error.put("source", Map.of("pointer", pointer));
		error.put("status", "422");
		return Reply.json(422, Map.of("errors", List.of(error)));
	}

	private boolean isPerson(PersonKey key) {
		SimulatedPerson person = this.workspace.person(key);
		return person != null && !person.deleted();
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
		// no other list has a number as its cursor
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
