package io.github.customeriospring.operation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What an operation says, without the id and the time that it gets where it is made. Two
 * operations made of the same input have equal contents, so tests compare these:
 *
 * <pre class="code">
 * TrackOperation expected = TrackOperation.event("42", "signed_up", Map.of("source", "web"));
 * verify(queue).add(argThat((operation) -&gt; operation.content().equals(expected.content())));
 * assertThat(operation.content()).usingRecursiveComparison().isEqualTo(expected.content());
 * assertThat(operation.content().attributes()).containsEntry("source", "web");
 * </pre>
 *
 * @param type {@code person} or {@code object}
 * @param action such as {@code identify} or {@code event}
 * @param identifiers names the person or the object, as sent; empty for a merge
 * @param name the name of an event, a page or a screen, else {@code null}
 * @param attributes attributes of a person or an object, data of an event, empty for none
 * @param others the rest, as sent: {@code device}, {@code cio_relationships},
 * {@code primary} and {@code secondary}
 * @since 0.1.0
 */
public record OperationContent(String type, String action, Map<String, Object> identifiers, @Nullable String name,
		Map<String, @Nullable Object> attributes, Map<String, Object> others) {

	private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
	};

	static OperationContent of(byte[] json) {
		Map<String, Object> fields = new LinkedHashMap<>(Attributes.MAPPER.readValue(json, OBJECT));
		fields.remove("id");
		fields.remove("timestamp");
		return new OperationContent(text(fields, "type"), text(fields, "action"), object(fields, "identifiers"),
				(String) fields.remove("name"), object(fields, "attributes"), fields);
	}

	private static String text(Map<String, Object> fields, String name) {
		return String.valueOf(fields.remove(name));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> object(Map<String, Object> fields, String name) {
		Object value = fields.remove(name);
		return (value != null) ? (Map<String, @Nullable Object>) value : Map.of();
	}

	/**
	 * Describe the content without what is personal.
	 */
	@Override
	public String toString() {
		return this.type + " " + this.action;
	}

}
