package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.simulator.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the Track API's version 2. Two operations are equal if their content
 * is: the generated fields {@code id}, {@code timestamp} and
 * {@code attributes._timestamp} are ignored. So a test can compare what arrived with what
 * it expects:
 *
 * <pre class="code">
 * assertThat(customerIo.receivedOperations())
 *   .containsExactly(ReceivedOperation.ofJson(expected.toJson()));
 * </pre>
 *
 * @since 0.1.0
 */
public final class ReceivedOperation {

	private final Map<String, @Nullable Object> fields;

	private final Map<String, @Nullable Object> said;

	ReceivedOperation(Map<String, @Nullable Object> fields) {
		this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
		this.said = said(fields);
	}

	/**
	 * Read an operation.
	 * @param json the operation as JSON
	 * @return the operation
	 * @throws IllegalArgumentException if it is not a JSON object
	 */
	public static ReceivedOperation ofJson(String json) {
		Map<String, @Nullable Object> fields = Json.object(json.getBytes(StandardCharsets.UTF_8));
		if (fields == null) {
			throw new IllegalArgumentException("'json' must be an object, was " + json);
		}
		return new ReceivedOperation(fields);
	}

	/**
	 * The type of the operation.
	 * @return the type: person, object or delivery
	 */
	public String type() {
		return text("type");
	}

	/**
	 * The action.
	 * @return the action, for example identify or event
	 */
	public String action() {
		return text("action");
	}

	/**
	 * The identifiers of the person or object.
	 * @return the identifiers by type, empty for a merge or an anonymous event
	 */
	public Map<String, @Nullable Object> identifiers() {
		return map("identifiers");
	}

	/**
	 * The name of the event, page or screen.
	 * @return the name, or an empty string
	 */
	public String name() {
		return text("name");
	}

	/**
	 * The attributes, or the data of an event.
	 * @return the attributes, empty if there are none
	 */
	public Map<String, @Nullable Object> attributes() {
		return map("attributes");
	}

	/**
	 * All fields, including the id and the timestamp.
	 * @return the fields of the operation
	 */
	public Map<String, @Nullable Object> fields() {
		return this.fields;
	}

	private String text(String name) {
		return (this.fields.get(name) instanceof String text) ? text : "";
	}

	@SuppressWarnings("unchecked")
	private Map<String, @Nullable Object> map(String name) {
		return (this.fields.get(name) instanceof Map<?, ?> map)
				? Collections.unmodifiableMap((Map<String, @Nullable Object>) map) : Map.of();
	}

	private static Map<String, @Nullable Object> said(Map<String, @Nullable Object> fields) {
		Map<String, @Nullable Object> said = new LinkedHashMap<>(fields);
		said.remove("id");
		said.remove("timestamp");
		// a null value means the same as a missing one
		said.values().removeIf((value) -> value == null);
		if (said.get("attributes") instanceof Map<?, ?> attributes) {
			Map<Object, @Nullable Object> kept = new LinkedHashMap<>(attributes);
			kept.remove("_timestamp");
			if (kept.isEmpty()) {
				said.remove("attributes");
			}
			else {
				said.put("attributes", kept);
			}
		}
		return said;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ReceivedOperation operation && this.said.equals(operation.said);
	}

	@Override
	public int hashCode() {
		return this.said.hashCode();
	}

	@Override
	public String toString() {
		return new String(Json.bytes(this.said), StandardCharsets.UTF_8);
	}

}
