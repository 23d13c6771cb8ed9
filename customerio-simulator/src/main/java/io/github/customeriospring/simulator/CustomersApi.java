package io.github.customeriospring.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.customeriospring.simulator.workspace.Identifier;
import io.github.customeriospring.simulator.workspace.Segment;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import io.github.customeriospring.simulator.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/customers}: the part of the App API that reads people.
 */
final class CustomersApi {

	private final Workspace workspace;

	CustomersApi(Workspace workspace) {
		this.workspace = workspace;
	}

	/**
	 * Answer a request.
	 * @param path the parts of the path behind {@code customers}
	 * @return the answer, or {@code null} if there is no such operation
	 */
	@Nullable Reply handle(ApiRequest request, List<String> path) {
		String operation = request.method() + " " + path.size();
		return switch (operation) {
			case "GET 0" -> byEmail(request.parameter("email", ""));
			case "POST 0" -> search(Json.object(request.body()));
			case "POST 1" -> path.get(0).equals("attributes") ? attributes(Json.object(request.body())) : null;
			case "GET 2" -> person(request, path.get(0), path.get(1));
			default -> null;
		};
	}

	private Reply byEmail(String email) {
		SimulatedPerson person = this.workspace.person(new Identifier("email", email));
		List<Object> results = (person != null && !person.deleted()) ? List.of(identifiers(person)) : List.of();
		return Reply.json(200, Map.of("results", results));
	}

	private Reply search(@Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("filter") instanceof Map<?, ?> filter)) {
			return Reply.appError(400, "filter is required");
		}
		List<Map<String, String>> found = this.workspace.people()
			.values()
			.stream()
			.filter((person) -> matches(person, filter))
			.map(CustomersApi::identifiers)
			.toList();
		List<String> ids = found.stream().map((person) -> person.getOrDefault("id", "")).toList();
		return Reply.json(200, Map.of("identifiers", found, "ids", ids, "next", ""));
	}

	private Reply attributes(@Nullable Map<String, @Nullable Object> body) {
		if (body == null || !(body.get("ids") instanceof List<?> ids) || ids.isEmpty() || ids.size() > 100) {
			return Reply.appError(400, "ids must have 1 to 100 entries");
		}
		List<Object> customers = new ArrayList<>();
		for (Object id : ids) {
			SimulatedPerson person = this.workspace.person(new Identifier("id", String.valueOf(id)));
			if (person != null && !person.deleted()) {
				customers.add(describe(person));
			}
		}
		return Reply.json(200, Map.of("customers", customers));
	}

	private @Nullable Reply person(ApiRequest request, String id, String part) {
		SimulatedPerson person = this.workspace.person(new Identifier(request.parameter("id_type", "id"), id));
		if (person == null || person.deleted()) {
			return null;
		}
		return switch (part) {
			case "attributes" -> Reply.json(200, Map.of("customer", describe(person)));
			case "segments" -> Reply.json(200, Map.of("segments", segments(person)));
			case "relationships" ->
				Reply.json(200, Map.of("cio_relationships", List.copyOf(person.relationships()), "next", ""));
			case "activities", "messages" -> Reply.json(200, Map.of(part, List.of(), "next", ""));
			default -> null;
		};
	}

	private boolean matches(SimulatedPerson person, Map<?, ?> filter) {
		if (filter.get("and") instanceof List<?> all) {
			return all.stream().allMatch((part) -> part instanceof Map<?, ?> map && matches(person, map));
		}
		if (filter.get("or") instanceof List<?> any) {
			return any.stream().anyMatch((part) -> part instanceof Map<?, ?> map && matches(person, map));
		}
		if (filter.get("not") instanceof Map<?, ?> not) {
			return !matches(person, not);
		}
		if (filter.get("segment") instanceof Map<?, ?> segment && segment.get("id") instanceof Number id) {
			Segment members = this.workspace.segments().find(id.intValue());
			return members != null && isIn(person, members);
		}
		if (filter.get("attribute") instanceof Map<?, ?> attribute) {
			Object value = person.attributes().get(String.valueOf(attribute.get("field")));
			return "exists".equals(attribute.get("operator")) ? value != null
					: value != null && value.toString().equals(String.valueOf(attribute.get("value")));
		}
		return false;
	}

	private List<Map<String, Object>> segments(SimulatedPerson person) {
		return this.workspace.segments()
			.all()
			.stream()
			.filter((segment) -> isIn(person, segment))
			.map((segment) -> Map.<String, Object>of("id", segment.id(), "name", segment.name()))
			.toList();
	}

	private static boolean isIn(SimulatedPerson person, Segment segment) {
		return person.identifiers()
			.entrySet()
			.stream()
			.anyMatch((identifier) -> segment.members().contains(identifier.getKey() + ":" + identifier.getValue()));
	}

	private static Map<String, String> identifiers(SimulatedPerson person) {
		Map<String, String> identifiers = new LinkedHashMap<>();
		for (String type : List.of("cio_id", "id", "email")) {
			String value = person.identifiers().get(type);
			if (value != null) {
				identifiers.put(type, value);
			}
		}
		return identifiers;
	}

	private static Map<String, Object> describe(SimulatedPerson person) {
		Map<String, Object> customer = new LinkedHashMap<>();
		customer.put("id", person.identifiers().getOrDefault("id", ""));
		customer.put("identifiers", identifiers(person));
		customer.put("attributes", person.attributes());
		customer.put("timestamps", person.attributeTimestamps());
		customer.put("unsubscribed", Objects.equals("true", String.valueOf(person.attributes().get("unsubscribed"))));
		customer.put("devices", List.copyOf(person.devices().values()));
		return customer;
	}

}
