package io.github.customeriospring.simulator.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Lists activities, newest first. The simulator has only events, page views and screen
 * views.
 */
final class ActivitiesApi {

	private static final int DEFAULT_LIMIT = 10;

	private static final int MAX_LIMIT = 100;

	private final Workspace workspace;

	ActivitiesApi(Workspace workspace) {
		this.workspace = workspace;
	}

	/**
	 * {@code GET /v1/activities}.
	 */
	Reply list(ApiRequest request) {
		String customer = request.parameter("customer_id", "");
		if (!customer.isEmpty()) {
			SimulatedPerson person = this.workspace.person(new PersonKey(request.parameter("id_type", "id"), customer));
			return (person != null) ? list(request, person) : page(request, List.of());
		}
		List<Map<String, @Nullable Object>> activities = new ArrayList<>();
		for (SimulatedEvent event : this.workspace.events()) {
			String identifier = event.person();
			SimulatedPerson person = (identifier != null) ? this.workspace.person(PersonKey.parse(identifier)) : null;
			activities.add(describe(event, person));
		}
		return page(request, activities);
	}

	/**
	 * {@code GET /v1/customers/{id}/activities}.
	 */
	Reply list(ApiRequest request, SimulatedPerson person) {
		return page(request, person.events().stream().map((event) -> describe(event, person)).toList());
	}

	private static Reply page(ApiRequest request, List<Map<String, @Nullable Object>> activities) {
		String type = request.parameter("type", "");
		String name = request.parameter("name", "");
		List<Map<String, @Nullable Object>> newestFirst = new ArrayList<>(activities);
		Collections.reverse(newestFirst);
		List<Map<String, @Nullable Object>> wanted = newestFirst.stream()
			.filter((activity) -> type.isEmpty() || type.equals(activity.get("type")))
			.filter((activity) -> name.isEmpty() || name.equals(activity.get("name")))
			.toList();
		return CursorPage.of(request, wanted, DEFAULT_LIMIT, MAX_LIMIT).reply("activities");
	}

	private static Map<String, @Nullable Object> describe(SimulatedEvent event, @Nullable SimulatedPerson person) {
		Map<String, @Nullable Object> activity = new LinkedHashMap<>();
		activity.put("id", event.activityId());
		activity.put("type", event.type());
		activity.put("name", event.name());
		activity.put("timestamp", event.timestamp());
		activity.put("customer_id", (person != null) ? PersonJson.id(person) : "");
		activity.put("customer_identifiers", (person != null) ? PersonJson.identifiers(person) : null);
		activity.put("data", event.attributes());
		return activity;
	}

}
