package io.github.customeriospring.simulator.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import org.jspecify.annotations.Nullable;

/**
 * A person the way the App API tells about one.
 */
final class PersonJson {

	private PersonJson() {
	}

	static Map<String, String> identifiers(SimulatedPerson person) {
		Map<String, String> identifiers = new LinkedHashMap<>();
		for (String type : List.of("cio_id", "id", "email")) {
			String value = person.identifiers().get(type);
			if (value != null) {
				identifiers.put(type, value);
			}
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
		customer.put("attributes", person.attributes());
		customer.put("timestamps", person.attributeTimestamps());
		customer.put("unsubscribed", isUnsubscribed(person));
		customer.put("devices", person.devices().values().stream().map(PersonJson::device).toList());
		return customer;
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
