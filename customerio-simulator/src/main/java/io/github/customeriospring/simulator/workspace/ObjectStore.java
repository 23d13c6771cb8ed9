package io.github.customeriospring.simulator.workspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The objects of a workspace; {@link Workspace} guards it.
 */
final class ObjectStore {

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	/**
	 * The key of an object.
	 * @return "type:id", or {@code null} if the identifiers name none
	 */
	static @Nullable String key(@Nullable Object identifiers) {
		if (!(identifiers instanceof Map<?, ?> map)) {
			return null;
		}
		Object cioObjectId = map.get("cio_object_id");
		return (cioObjectId != null) ? ":" + cioObjectId : map.get("object_type_id") + ":" + map.get("object_id");
	}

	void identify(String key, Map<String, @Nullable Object> attributes) {
		Map<String, @Nullable Object> known = obtain(key).attributes;
		attributes.forEach((name, value) -> {
			if (value == null || "".equals(value)) {
				known.remove(name);
			}
			else {
				known.put(name, value);
			}
		});
	}

	void relate(String key, String person) {
		obtain(key).people.add(person);
	}

	void separate(String key, String person) {
		Entry entry = this.entries.get(key);
		if (entry != null) {
			entry.people.remove(person);
		}
	}

	void delete(String key) {
		this.entries.remove(key);
	}

	@Nullable SimulatedObject snapshot(String typeId, String id) {
		Entry entry = this.entries.get(typeId + ":" + id);
		return (entry == null) ? null
				: new SimulatedObject(typeId, id, Collections.unmodifiableMap(new LinkedHashMap<>(entry.attributes)),
						Collections.unmodifiableSet(new LinkedHashSet<>(entry.people)));
	}

	private Entry obtain(String key) {
		return this.entries.computeIfAbsent(key, (missing) -> new Entry(new LinkedHashMap<>(), new LinkedHashSet<>()));
	}

	private record Entry(Map<String, @Nullable Object> attributes, Set<String> people) {

	}

}
