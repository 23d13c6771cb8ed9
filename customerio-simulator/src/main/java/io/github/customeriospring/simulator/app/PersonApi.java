package io.github.customeriospring.simulator.app;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.simulator.fixtures.FixtureStore;
import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.CursorPage;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.workspace.PersonKey;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/customers/{id}/*}: the data of a single person.
 */
final class PersonApi {

	private static final Set<String> ID_TYPES = Set.of("id", "email", "phone", "cio_id");

	private final Workspace workspace;

	private final ActivitiesApi activities;

	private final MessagesApi messages;

	private final FixtureStore fixtures;

	PersonApi(Workspace workspace, ActivitiesApi activities, MessagesApi messages, FixtureStore fixtures) {
		this.workspace = workspace;
		this.activities = activities;
		this.messages = messages;
		this.fixtures = fixtures;
	}

	@Nullable Reply handle(ApiRequest request, String id, String part) {
		String type = request.parameter("id_type", "id");
		if (!ID_TYPES.contains(type)) {
			return Reply.appError(400, "id_type must be id, email, phone or cio_id");
		}
		String value = (type.equals("cio_id") && id.startsWith("cio_")) ? id.substring("cio_".length()) : id;
		SimulatedPerson person = this.workspace.person(new PersonKey(type, value));
		if (person == null || person.deleted()) {
			return Reply.NOT_FOUND;
		}
		return switch (part) {
			case "attributes" -> Reply.json(200, Map.of("customer", PersonJson.describe(person)));
			case "activities" -> this.activities.list(request, person);
			case "messages" -> this.messages.list(request,
					(message) -> PersonJson.identifiers(person).equals(message.get("customer_identifiers")));
			case "relationships" -> relationships(request, person);
			case "segments" -> Reply.json(200, Map.of("segments", segments(person)));
			case "subscription_preferences" -> Reply.json(200, Map.of("customer", preferences(person)));
			default -> null;
		};
	}

	private List<Map<String, Object>> segments(SimulatedPerson person) {
		return this.workspace.segments()
			.all()
			.stream()
			.filter((segment) -> segment.contains(person))
			.map(SegmentsApi::describe)
			.toList();
	}

	private static Reply relationships(ApiRequest request, SimulatedPerson person) {
		List<Map<String, Object>> relationships = new ArrayList<>();
		for (String key : person.relationships()) {
			int colon = key.indexOf(':');
			relationships.add(Map.of("identifiers",
					Map.of("object_type_id", key.substring(0, colon), "object_id", key.substring(colon + 1))));
		}
		return CursorPage.of(request, relationships, 100, 100).reply("cio_relationships");
	}

	private Map<String, Object> preferences(SimulatedPerson person) {
		Map<String, @Nullable Object> chosen = choices(person);
		List<Map<String, Object>> topics = new ArrayList<>();
		for (Map<String, Object> topic : this.fixtures.topics()) {
			Map<String, Object> told = new LinkedHashMap<>(topic);
			told.put("subscribed", !Boolean.FALSE.equals(chosen.get(String.valueOf(topic.get("identifier")))));
			topics.add(told);
		}
		return Map.of("id", PersonJson.id(person), "identifiers", PersonJson.identifiers(person), "unsubscribed",
				PersonJson.isUnsubscribed(person), "topics", topics, "header", "", "subheader", "");
	}

	/**
	 * Read the attribute {@code cio_subscription_preferences}, an object or its JSON.
	 * @return whether topics were chosen, by their identifier
	 */
	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> choices(SimulatedPerson person) {
		Object preferences = person.attributes().get("cio_subscription_preferences");
		Map<?, ?> map = (preferences instanceof String text) ? Json.object(text.getBytes(StandardCharsets.UTF_8))
				: (preferences instanceof Map<?, ?> object) ? object : null;
		return (map != null && map.get("topics") instanceof Map<?, ?> topics) ? (Map<String, @Nullable Object>) topics
				: Map.of();
	}

}
