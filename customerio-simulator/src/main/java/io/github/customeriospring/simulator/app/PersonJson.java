package io.github.customeriospring.simulator.app;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import org.jspecify.annotations.Nullable;

/**
 * Writes a person in the format of the App API.
 */
final class PersonJson {

	private PersonJson() {
	}

	/**
	 * Always writes all three identifiers; a missing one is {@code null}.
	 */
	static Map<String, @Nullable String> identifiers(SimulatedPerson person) {
		Map<String, @Nullable String> identifiers = new LinkedHashMap<>();
		for (String type : List.of("cio_id", "id", "email")) {
			identifiers.put(type, person.identifiers().get(type));
		}
		return identifiers;
	}

	static String id(SimulatedPerson person) {
		return person.identifiers().getOrDefault("id", "");
	}

	static Map<String, Object> describe(SimulatedPerson person) {
		Map<String, Object> customer = new LinkedHashMap<>();
		customer.put("id", id(person));
		customer.put("identifiers", identifiers(person));
		customer.put("attributes", attributes(person));
		customer.put("timestamps", person.attributeTimestamps());
		customer.put("unsubscribed", isUnsubscribed(person));
		customer.put("devices", person.devices().values().stream().map(PersonJson::device).toList());
		return customer;
	}

	/**
	 * Writes all attributes as strings. They include the identifiers.
	 */
	static Map<String, String> attributes(SimulatedPerson person) {
		Map<String, String> attributes = new LinkedHashMap<>(person.identifiers());
		person.attributes().forEach((name, value) -> attributes.putIfAbsent(name, text(value)));
		return attributes;
	}

	private static String text(@Nullable Object value) {
		return (value instanceof String text) ? text
				: (value != null) ? new String(Json.bytes(value), StandardCharsets.UTF_8) : "";
	}

	static boolean isUnsubscribed(SimulatedPerson person) {
		return "true".equals(String.valueOf(person.attributes().get("unsubscribed")));
	}

	private static Map<String, @Nullable Object> device(Map<String, @Nullable Object> device) {
		Map<String, @Nullable Object> told = new LinkedHashMap<>(device);
		told.put("id", told.remove("token"));
		return told;
	}

}
