package io.github.customeriospring.simulator.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The people of a workspace, who can be found by any identifier. Guarded by
 * {@link Workspace}.
 */
final class People {

	private static final List<String> TYPES = List.of("id", "email", "cio_id", "phone");

	private final Map<PersonKey, Person> byIdentifier = new HashMap<>();

	private final List<Person> all = new ArrayList<>();

	@Nullable Person find(PersonKey identifier) {
		return this.byIdentifier.get(identifier.folded());
	}

	/**
	 * Find a person by the value of an identifier of any type.
	 */
	@Nullable Person find(String value) {
		for (String type : TYPES) {
			Person person = find(new PersonKey(type, value));
			if (person != null) {
				return person;
			}
		}
		return null;
	}

	/**
	 * Find or create a person. A deleted person is created again. A {@code cio_id}
	 * creates nobody, because only Customer.io assigns those.
	 */
	@Nullable Person obtain(PersonKey identifier) {
		Person person = find(identifier);
		if ((person != null && !person.isGone()) || identifier.type().equals("cio_id")) {
			return person;
		}
		Person created = new Person(identifier);
		this.all.add(created);
		claim(created, identifier, true);
		claim(created, new PersonKey("cio_id", Long.toHexString(0x0300_0000_0000L + this.all.size())), true);
		return created;
	}

	/**
	 * Give a person an identifier, unless another person has it.
	 * @param change whether an existing identifier may be changed
	 * @return whether the person now has the identifier
	 */
	boolean claim(Person person, PersonKey identifier, boolean change) {
		Person owner = find(identifier);
		if (owner != null && owner != person && !owner.isGone()) {
			return false;
		}
		String former = person.identifiers.get(identifier.type());
		PersonKey known = (former != null) ? new PersonKey(identifier.type(), former).folded() : null;
		if (known != null && !known.equals(identifier.folded())) {
			if (!change) {
				return false;
			}
			this.byIdentifier.remove(known);
		}
		person.identifiers.put(identifier.type(), identifier.value());
		this.byIdentifier.put(identifier.folded(), person);
		return true;
	}

	/**
	 * Merge one person into another. The primary takes over the secondary's identifiers
	 * of types that it lacks.
	 */
	void merge(Person primary, Person secondary) {
		primary.absorb(secondary);
		secondary.delete();
		secondary.identifiers.forEach((type, value) -> {
			if (!primary.identifiers.containsKey(type)) {
				claim(primary, new PersonKey(type, value), false);
			}
		});
	}

	void forEach(Consumer<Person> action) {
		this.all.forEach(action);
	}

	Map<String, SimulatedPerson> snapshot() {
		Map<String, SimulatedPerson> snapshot = new LinkedHashMap<>();
		for (Person person : this.all) {
			if (!person.deleted) {
				String value = person.first.value();
				snapshot.put(snapshot.containsKey(value) ? person.first.toString() : value, person.snapshot());
			}
		}
		return snapshot;
	}

}
