package io.github.customeriospring.simulator.workspace;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Applies valid operations to people and objects; {@link Workspace} guards it.
 */
final class State {

	private static final Set<String> RESERVED = Set.of("_timestamp", "_update", "cio_relationships", "cio_id");

	private static final Set<String> IDENTIFIERS = Set.of("id", "email", "phone");

	final People people = new People();

	final ObjectStore objects = new ObjectStore();

	final List<SimulatedEvent> events = new ArrayList<>();

	private final InstantSource clock;

	State(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Record an event.
	 * @param type event, page or screen
	 * @param identifier whose event it is, {@code null} if it is anonymous
	 */
	void event(Map<String, @Nullable Object> operation, String type, @Nullable PersonKey identifier) {
		Person person = (identifier != null) ? this.people.obtain(identifier) : null;
		if (person != null && person.suppressed) {
			return;
		}
		SimulatedEvent event = new SimulatedEvent((String) operation.get("id"), type,
				String.valueOf(operation.get("name")).trim(), (identifier != null) ? identifier.toString() : null,
				timestamp(operation), map(operation.get("attributes")));
		this.events.add(event);
		if (person != null) {
			person.deleted = false;
			person.events.add(event);
		}
	}

	void change(Map<String, @Nullable Object> operation, String action, PersonKey identifier) {
		boolean creates = action.startsWith("add_") || action.equals("suppress")
				|| (action.equals("identify") && !isUpdateOnly(operation));
		Person person = creates ? this.people.obtain(identifier) : this.people.find(identifier);
		if (person == null || (person.suppressed && !action.equals("unsuppress"))) {
			return;
		}
		if (creates) {
			person.deleted = false;
		}
		switch (action) {
			case "identify" -> identify(person, operation);
			case "delete" -> person.delete();
			case "suppress" -> person.suppress();
			case "unsuppress" -> person.suppressed = false;
			case "add_device" -> person.devices.put(token(operation), map(operation.get("device")));
			case "delete_device" -> person.devices.remove(token(operation));
			default -> relate(person, operation, action.equals("add_relationships"));
		}
	}

	void merge(@Nullable PersonKey first, @Nullable PersonKey second) {
		Person primary = (first != null) ? this.people.find(first) : null;
		Person secondary = (second != null) ? this.people.find(second) : null;
		// merging into a missing primary "won't do anything"
		if (primary != null && !primary.deleted && secondary != null && primary != secondary) {
			this.people.merge(primary, secondary);
		}
	}

	void object(Map<String, @Nullable Object> operation, String action) {
		String key = ObjectStore.key(operation.get("identifiers"));
		if (key == null) {
			return;
		}
		if (action.equals("delete")) {
			this.objects.delete(key);
			return;
		}
		if (action.startsWith("identify")) {
			this.objects.identify(key, map(operation.get("attributes")));
		}
		if (operation.get("cio_relationships") instanceof List<?> relationships) {
			for (Object relationship : relationships) {
				PersonKey identifier = PersonKey.ofValid(map(relationship).get("identifiers"));
				Person person = (identifier != null) ? this.people.obtain(identifier) : null;
				if (person != null) {
					relate(person, key, !action.equals("delete_relationships"));
				}
			}
		}
	}

	private void identify(Person person, Map<String, @Nullable Object> operation) {
		long timestamp = timestamp(operation);
		map(operation.get("attributes")).forEach((name, value) -> {
			boolean identifier = IDENTIFIERS.contains(name) && value != null && !"".equals(value);
			// somebody else's identifier is an "Attribute Update Failure", with a 200
			if (!RESERVED.contains(name)
					&& (!identifier || this.people.claim(person, new PersonKey(name, String.valueOf(value))))) {
				person.set(name, value, timestamp);
			}
		});
		relate(person, operation, true);
	}

	private void relate(Person person, Map<String, @Nullable Object> operation, boolean add) {
		if (operation.get("cio_relationships") instanceof List<?> relationships) {
			for (Object relationship : relationships) {
				String key = ObjectStore.key(map(relationship).get("identifiers"));
				if (key != null) {
					relate(person, key, add);
				}
			}
		}
	}

	private void relate(Person person, String key, boolean add) {
		if (add) {
			person.relationships.add(key);
			this.objects.relate(key, person.first.toString());
		}
		else {
			person.relationships.remove(key);
			this.objects.separate(key, person.first.toString());
		}
	}

	private long timestamp(Map<String, @Nullable Object> operation) {
		return (operation.get("timestamp") instanceof Number number) ? number.longValue()
				: this.clock.instant().getEpochSecond();
	}

	private static boolean isUpdateOnly(Map<String, @Nullable Object> operation) {
		return Boolean.TRUE.equals(map(operation.get("attributes")).get("_update"));
	}

	private static String token(Map<String, @Nullable Object> operation) {
		return String.valueOf(map(operation.get("device")).get("token"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> map(@Nullable Object value) {
		return (value instanceof Map<?, ?> map) ? (Map<String, @Nullable Object>) map : Map.of();
	}

}
