package io.github.customeriospring.simulator.workspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The objects of a workspace. Guarded by {@link Workspace}.
 */
final class ObjectStore {

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private final Map<String, String> keysByCioObjectId = new LinkedHashMap<>();

	private long lastId;

	/**
	 * Find the key of an object.
	 * @return "type:id", or {@code null} if the identifiers match no object, such as an
	 * unknown {@code cio_object_id}
	 */
	@Nullable String key(@Nullable Object identifiers) {
		if (!(identifiers instanceof Map<?, ?> map)) {
			return null;
		}
		Object cioObjectId = map.get("cio_object_id");
		return (cioObjectId != null) ? this.keysByCioObjectId.get(cioObjectId.toString())
				: map.get("object_type_id") + ":" + map.get("object_id");
	}

	/**
	 * Change attributes in the order of arrival. The specification has no timestamp for
	 * objects, and nothing says that one would affect the order.
	 */
	void identify(String key, Map<String, @Nullable Object> attributes) {
		update(obtain(key).attributes, attributes);
	}

	void relate(String key, String person, Map<String, @Nullable Object> attributes) {
		update(obtain(key).people.computeIfAbsent(person, (missing) -> new LinkedHashMap<>()), attributes);
	}

	void separate(String key, String person) {
		Entry entry = this.entries.get(key);
		if (entry != null) {
			entry.people.remove(person);
		}
	}

	void forget(String person) {
		this.entries.values().forEach((entry) -> entry.people.remove(person));
	}

	void delete(String key) {
		Entry entry = this.entries.remove(key);
		if (entry != null) {
			this.keysByCioObjectId.remove(entry.cioObjectId);
		}
	}

	@Nullable SimulatedObject snapshot(String typeId, String id) {
		Entry entry = this.entries.get(typeId + ":" + id);
		return (entry == null) ? null : new SimulatedObject(typeId, id, entry.cioObjectId, copy(entry.attributes),
				Collections.unmodifiableMap(copyAll(entry.people)));
	}

	/**
	 * A {@code null} value or an empty string removes an attribute.
	 */
	private static void update(Map<String, @Nullable Object> known, Map<String, @Nullable Object> attributes) {
		attributes.forEach((name, value) -> {
			if (value == null || "".equals(value)) {
				known.remove(name);
			}
			else {
				known.put(name, value);
			}
		});
	}

	private Entry obtain(String key) {
		return this.entries.computeIfAbsent(key, (missing) -> {
			String cioObjectId = "obj" + Long.toHexString(0x0400_0000_0000L + ++this.lastId);
			this.keysByCioObjectId.put(cioObjectId, missing);
			return new Entry(cioObjectId, new LinkedHashMap<>(), new LinkedHashMap<>());
		});
	}

	private static Map<String, Map<String, @Nullable Object>> copyAll(
			Map<String, Map<String, @Nullable Object>> people) {
		Map<String, Map<String, @Nullable Object>> copy = new LinkedHashMap<>();
		people.forEach((person, attributes) -> copy.put(person, copy(attributes)));
		return copy;
	}

	private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> attributes) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
	}

	private record Entry(String cioObjectId, Map<String, @Nullable Object> attributes,
			Map<String, Map<String, @Nullable Object>> people) {

	}

}
