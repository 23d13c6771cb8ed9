package io.github.customeriospring.simulator.workspace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The mutable state of a person. Guarded by {@link Workspace}.
 */
final class Person {

	final PersonKey first;

	final Map<String, String> identifiers = new LinkedHashMap<>(4);

	final List<SimulatedEvent> events = new ArrayList<>(2);

	final Map<String, Map<String, @Nullable Object>> devices = new LinkedHashMap<>(2);

	final Set<String> relationships = new LinkedHashSet<>(2);

	private final Map<String, Value> attributes = new LinkedHashMap<>();

	boolean suppressed;

	boolean deleted;

	Person(PersonKey first) {
		this.first = first;
	}

	/**
	 * Set an attribute unless a newer value is known. A {@code null} value or an empty
	 * string removes it; the removal has a timestamp like a value.
	 */
	void set(String name, @Nullable Object value, long timestamp) {
		Value known = this.attributes.get(name);
		if (known == null || known.timestamp <= timestamp) {
			this.attributes.put(name, new Value("".equals(value) ? null : value, timestamp));
		}
	}

	boolean has(String name) {
		Value value = this.attributes.get(name);
		return value != null && value.value != null;
	}

	/**
	 * Take over the attributes that this person lacks, and all events and devices.
	 */
	void absorb(Person other) {
		other.attributes.forEach((name, value) -> {
			if (!has(name)) {
				this.attributes.put(name, value);
			}
		});
		this.events.addAll(other.events);
		other.devices.forEach(this.devices::putIfAbsent);
		this.relationships.addAll(other.relationships);
	}

	void delete() {
		forget();
		this.deleted = true;
	}

	void suppress() {
		delete();
		this.suppressed = true;
	}

	/**
	 * All identifiers in the form that segments use.
	 */
	Set<String> keys() {
		Set<String> keys = new LinkedHashSet<>();
		this.identifiers.forEach((type, value) -> keys.add(new PersonKey(type, value).folded().toString()));
		return keys;
	}

	/**
	 * Whether the person's identifiers are available again.
	 */
	boolean isGone() {
		return this.deleted && !this.suppressed;
	}

	private void forget() {
		this.attributes.clear();
		this.events.clear();
		this.devices.clear();
		this.relationships.clear();
	}

	SimulatedPerson snapshot() {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		Map<String, Long> timestamps = new LinkedHashMap<>();
		this.attributes.forEach((name, value) -> {
			if (value.value != null) {
				values.put(name, value.value);
				timestamps.put(name, value.timestamp);
			}
		});
		return new SimulatedPerson(this.first.value(),
				Collections.unmodifiableMap(new LinkedHashMap<>(this.identifiers)), Collections.unmodifiableMap(values),
				Collections.unmodifiableMap(timestamps), List.copyOf(this.events),
				Collections.unmodifiableMap(new LinkedHashMap<>(this.devices)),
				Collections.unmodifiableSet(new LinkedHashSet<>(this.relationships)), this.suppressed, this.deleted);
	}

	private record Value(@Nullable Object value, long timestamp) {

	}

}
