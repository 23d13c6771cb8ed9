package io.github.customeriospring.simulator.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The people of a workspace, found by any of their identifiers; {@link Workspace} guards
 * it.
 */
final class People {

	private static final List<String> TYPES = List.of("id", "email", "cio_id", "phone");

	private final Map<PersonKey, Person> byIdentifier = new HashMap<>();

	private final List<Person> all = new ArrayList<>();

	@Nullable Person find(PersonKey identifier) {
		return this.byIdentifier.get(identifier);
	}

	/**
	 * Find a person whose identifier, of whatever type, has this value.
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
	 * Find or create. Nobody is created by a {@code cio_id}, as Customer.io makes those.
	 */
	@Nullable Person obtain(PersonKey identifier) {
		Person person = find(identifier);
		if (person == null && !identifier.type().equals("cio_id")) {
			person = new Person(identifier);
			this.all.add(person);
			claim(person, identifier);
			claim(person, new PersonKey("cio_id", Long.toHexString(0x0300_0000_0000L + this.all.size())));
		}
		return person;
	}

	/**
	 * Give a person an identifier, unless somebody else has it.
	 * @return whether the person has it now
	 */
	boolean claim(Person person, PersonKey identifier) {
		Person owner = this.byIdentifier.putIfAbsent(identifier, person);
		if (owner != null && owner != person) {
			return false;
		}
		String former = person.identifiers.put(identifier.type(), identifier.value());
		if (former != null && !former.equals(identifier.value())) {
			this.byIdentifier.remove(new PersonKey(identifier.type(), former));
		}
		return true;
	}

	/**
	 * Merge one person into another. The secondary's identifiers go to the primary where
	 * it has none of the type.
	 */
	void merge(Person primary, Person secondary) {
		primary.absorb(secondary);
		secondary.delete();
		secondary.identifiers.forEach((type, value) -> {
			if (!primary.identifiers.containsKey(type)) {
				PersonKey identifier = new PersonKey(type, value);
				primary.identifiers.put(type, value);
				this.byIdentifier.put(identifier, primary);
			}
		});
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
