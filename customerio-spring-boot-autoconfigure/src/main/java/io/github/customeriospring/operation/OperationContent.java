package io.github.customeriospring.operation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The content of an operation without its generated id and timestamp. Two operations with
 * the same input have equal contents, so tests can compare them:
 *
 * <pre class="code">
 * TrackOperation expected = TrackOperation.event("42", "signed_up", Map.of("source", "web"));
 * verify(queue).add(argThat((operation) -&gt; operation.content().equals(expected.content())));
 * assertThat(operation.content()).usingRecursiveComparison().isEqualTo(expected.content());
 * assertThat(operation.content().attributes()).containsEntry("source", "web");
 * </pre>
 *
 * @param type either {@code person} or {@code object}
 * @param action such as {@code identify} or {@code event}
 * @param identifiers the identifiers of the person or the object, as sent; empty for a
 * merge
 * @param name the name of an event, a page or a screen, otherwise {@code null}
 * @param attributes the attributes of a person or an object, or the data of an event;
 * empty if there are none
 * @param others all other fields, as sent: {@code device}, {@code cio_relationships},
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
	 * Describe the content without personal data.
	 */
	@Override
	public String toString() {
		return this.type + " " + this.action;
	}

}
