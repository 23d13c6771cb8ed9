package io.github.customeriospring.simulator.workspace;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Applies valid operations to people and objects. Guarded by {@link Workspace}.
 */
final class State {

	private static final Set<String> RESERVED = Set.of("_timestamp", "_update", "cio_relationships", "cio_id",
			"anonymous_id");

	private static final Set<String> IDENTIFIERS = Set.of("id", "email", "phone");

	final People people = new People();

	final ObjectStore objects = new ObjectStore();

	final List<SimulatedEvent> events = new ArrayList<>();

	private final Map<String, List<SimulatedEvent>> byAnonymousId = new HashMap<>();

	private final SegmentStore segments;

	private final InstantSource clock;

	private final boolean emailChangesById;

	State(SegmentStore segments, InstantSource clock, boolean emailChangesById) {
		this.segments = segments;
		this.clock = clock;
		this.emailChangesById = emailChangesById;
	}

	/**
	 * Record an event.
	 * @param type the type: event, page or screen
	 * @param identifier the person, or {@code null} if the event is anonymous
	 */
	void event(Map<String, @Nullable Object> operation, String type, @Nullable PersonKey identifier) {
		Person person = (identifier != null) ? this.people.obtain(identifier) : null;
		if (identifier != null && (person == null || person.deleted)) {
			return;
		}
		String anonymousId = (person == null) ? anonymousId(operation) : null;
		SimulatedEvent event = new SimulatedEvent((String) operation.get("id"), type,
				String.valueOf(operation.get("name")).trim(), (identifier != null) ? identifier.toString() : null,
				timestamp(operation), map(operation.get("attributes")), anonymousId,
				"SIMACTIVITY%08d".formatted(this.events.size() + 1));
		this.events.add(event);
		if (person != null) {
			person.events.add(event);
		}
		else if (anonymousId != null) {
			this.byAnonymousId.computeIfAbsent(anonymousId, (missing) -> new ArrayList<>()).add(event);
		}
	}

	void change(Map<String, @Nullable Object> operation, String action, PersonKey identifier) {
		boolean creates = action.startsWith("add_") || action.equals("suppress")
				|| (action.equals("identify") && !isUpdateOnly(operation));
		if (action.equals("identify")) {
			nameByEmail(operation, identifier);
		}
		Person person = creates ? this.people.obtain(identifier) : this.people.find(identifier);
		if (person == null) {
			return;
		}
		if (action.equals("unsuppress")) {
			// this makes the identifier usable again, but does not restore the person
			person.suppressed = false;
		}
		if (person.deleted) {
			return;
		}
		switch (action) {
			case "identify" -> identify(person, operation, identifier);
			case "delete" -> forget(person, false);
			case "suppress" -> forget(person, true);
			case "add_device" -> person.devices.put(token(operation), map(operation.get("device")));
			case "delete_device" -> person.devices.remove(token(operation));
			default -> relate(person, operation, action.equals("add_relationships"));
		}
	}

	private void forget(Person person, boolean suppress) {
		this.objects.forget(person.first.toString());
		this.segments.replace(person.keys(), Set.of());
		if (suppress) {
			person.suppress();
		}
		else {
			person.delete();
		}
	}

	void merge(@Nullable PersonKey first, @Nullable PersonKey second) {
		Person primary = (first != null) ? this.people.find(first) : null;
		Person secondary = (second != null) ? this.people.find(second) : null;
		// merging into a missing primary "won't do anything"
		if (primary != null && !primary.deleted && secondary != null && !secondary.deleted && primary != secondary) {
			merge(primary, secondary);
		}
	}

	private void merge(Person primary, Person secondary) {
		this.segments.replace(secondary.keys(), primary.keys());
		for (String key : secondary.relationships) {
			this.objects.relate(key, primary.first.toString(), Map.of());
		}
		this.objects.forget(secondary.first.toString());
		this.people.merge(primary, secondary);
	}

	void changeSegment(int id, List<PersonKey> keys, boolean add) {
		for (PersonKey key : keys) {
			Person person = this.people.find(key);
			if (person != null && !person.deleted) {
				this.segments.remove(id, person.keys());
				if (add) {
					this.segments.add(id, key.folded().toString());
				}
			}
		}
	}

	void object(Map<String, @Nullable Object> operation, String action) {
		String key = this.objects.key(operation.get("identifiers"));
		if (key == null) {
			return;
		}
		if (action.equals("delete")) {
			this.objects.delete(key);
			this.people.forEach((person) -> person.relationships.remove(key));
			return;
		}
		if (action.startsWith("identify")) {
			this.objects.identify(key, map(operation.get("attributes")));
		}
		if (operation.get("cio_relationships") instanceof List<?> relationships
				&& !action.equals("identify_anonymous")) {
			for (Object relationship : relationships) {
				PersonKey identifier = PersonKey.ofValid(map(relationship).get("identifiers"));
				Person person = (identifier != null) ? this.people.obtain(identifier) : null;
				if (person != null && !person.deleted) {
					relate(person, key, relationship, !action.equals("delete_relationships"));
				}
			}
		}
	}

	/**
	 * If a new id comes with the e-mail address of a person without an id, it is that
	 * person's id.
	 */
	private void nameByEmail(Map<String, @Nullable Object> operation, PersonKey identifier) {
		if (!identifier.type().equals("id")
				|| !(map(operation.get("attributes")).get("email") instanceof String email)) {
			return;
		}
		Person named = this.people.find(identifier);
		Person known = this.people.find(new PersonKey("email", email));
		if ((named == null || named.isGone()) && known != null && !known.deleted
				&& !known.identifiers.containsKey("id")) {
			this.people.claim(known, identifier, false);
		}
	}

	private void identify(Person person, Map<String, @Nullable Object> operation, PersonKey by) {
		long timestamp = timestamp(operation);
		Map<String, @Nullable Object> attributes = map(operation.get("attributes"));
		attributes.forEach((name, value) -> {
			boolean identifier = IDENTIFIERS.contains(name) && value != null && !"".equals(value);
			// an identifier in use, or a change of one, is an "Attribute Update Failure"
			// with a 200
			if (!RESERVED.contains(name) && (!identifier
					|| this.people.claim(person, new PersonKey(name, String.valueOf(value)), mayChange(name, by)))) {
				person.set(name, value, timestamp);
			}
		});
		if (attributes.get("anonymous_id") instanceof String anonymousId) {
			List<SimulatedEvent> events = this.byAnonymousId.remove(anonymousId);
			if (events != null) {
				person.events.addAll(events);
			}
		}
		relate(person, operation, true);
	}

	private boolean mayChange(String type, PersonKey by) {
		return by.type().equals("cio_id") || type.equals("phone")
				|| (type.equals("email") && by.type().equals("id") && this.emailChangesById);
	}

	private void relate(Person person, Map<String, @Nullable Object> operation, boolean add) {
		if (operation.get("cio_relationships") instanceof List<?> relationships) {
			for (Object relationship : relationships) {
				String key = this.objects.key(map(relationship).get("identifiers"));
				if (key != null) {
					relate(person, key, relationship, add);
				}
			}
		}
	}

	private void relate(Person person, String key, @Nullable Object relationship, boolean add) {
		if (add) {
			person.relationships.add(key);
			this.objects.relate(key, person.first.toString(), map(map(relationship).get("relationship_attributes")));
		}
		else {
			person.relationships.remove(key);
			this.objects.separate(key, person.first.toString());
		}
	}

	private static @Nullable String anonymousId(Map<String, @Nullable Object> operation) {
		Object id = map(operation.get("identifiers")).get("anonymous_id");
		return (id != null && !"".equals(id)) ? id.toString() : null;
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
