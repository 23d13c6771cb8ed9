package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.simulator.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the Track API's version 2 that equals every other one which says the
 * same: {@code id}, {@code timestamp} and {@code attributes._timestamp}, which senders
 * make up, do not count. So a test compares what arrived with what it expects:
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
	 * @throws IllegalArgumentException if it is no JSON object
	 */
	public static ReceivedOperation ofJson(String json) {
		Map<String, @Nullable Object> fields = Json.object(json.getBytes(StandardCharsets.UTF_8));
		if (fields == null) {
			throw new IllegalArgumentException("'json' must be an object, was " + json);
		}
		return new ReceivedOperation(fields);
	}

	/**
	 * What kind of thing it is about.
	 * @return person, object or delivery
	 */
	public String type() {
		return text("type");
	}

	/**
	 * What is done.
	 * @return for example identify or event
	 */
	public String action() {
		return text("action");
	}

	/**
	 * Whom or what it is about.
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
	 * The attributes, which for events are their data.
	 * @return the attributes, empty if there are none
	 */
	public Map<String, @Nullable Object> attributes() {
		return map("attributes");
	}

	/**
	 * Everything, including id and time.
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
		// what is null says the same as what is missing
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
