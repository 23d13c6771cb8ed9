package io.github.customeriospring.simulator.workspace;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A filter for people: {@code and}, {@code or} and {@code not} around {@code segment} and
 * {@code attribute}.
 */
public final class AudienceFilter {

	private static final Set<String> OPERATORS = Set.of("eq", "exists");

	private AudienceFilter() {
	}

	/**
	 * Check a filter.
	 * @return the error, or {@code null} if it is valid
	 */
	public static @Nullable String check(@Nullable Object filter) {
		if (!(filter instanceof Map<?, ?> map) || map.size() != 1) {
			return "a filter must be an object with one property";
		}
		Map.Entry<?, ?> entry = map.entrySet().iterator().next();
		Object value = entry.getValue();
		return switch (String.valueOf(entry.getKey())) {
			case "and", "or" -> checkAll(value);
			case "not" -> (value instanceof Map<?, ?> not && not.containsKey("not"))
					? "not must be a filter other than not" : check(value);
			case "segment" -> (value instanceof Map<?, ?> segment && segment.get("id") instanceof Integer) ? null
					: "segment.id must be a number";
			case "attribute" -> checkAttribute(value);
			default -> "a filter is one of and, or, not, segment, attribute";
		};
	}

	private static @Nullable String checkAll(@Nullable Object filters) {
		if (!(filters instanceof List<?> list) || list.isEmpty()) {
			return "and, or must be a list of filters";
		}
		for (Object filter : list) {
			String error = check(filter);
			if (error != null) {
				return error;
			}
		}
		return null;
	}

	private static @Nullable String checkAttribute(@Nullable Object value) {
		if (!(value instanceof Map<?, ?> attribute) || !(attribute.get("field") instanceof String field)
				|| field.isEmpty()) {
			return "attribute.field is required";
		}
		if (!(attribute.get("operator") instanceof String operator) || !OPERATORS.contains(operator)) {
			return "attribute.operator must be eq or exists";
		}
		return (operator.equals("eq") && attribute.get("value") == null) ? "attribute.value is required" : null;
	}

	/**
	 * Apply a filter that has been checked.
	 */
	public static boolean matches(Map<?, ?> filter, SimulatedPerson person, SegmentStore segments) {
		if (filter.get("and") instanceof List<?> all) {
			return all.stream().allMatch((part) -> matches((Map<?, ?>) part, person, segments));
		}
		if (filter.get("or") instanceof List<?> any) {
			return any.stream().anyMatch((part) -> matches((Map<?, ?>) part, person, segments));
		}
		if (filter.get("not") instanceof Map<?, ?> not) {
			return !matches(not, person, segments);
		}
		if (filter.get("segment") instanceof Map<?, ?> named && named.get("id") instanceof Integer id) {
			SimulatedSegment segment = segments.find(id);
			return segment != null && segment.contains(person);
		}
		return filter.get("attribute") instanceof Map<?, ?> attribute && matches(attribute, person);
	}

	private static boolean matches(Map<?, ?> attribute, SimulatedPerson person) {
		String field = String.valueOf(attribute.get("field"));
		// identifiers are attributes too
		Object value = person.identifiers().containsKey(field) ? person.identifiers().get(field)
				: person.attributes().get(field);
		if (value == null || "exists".equals(attribute.get("operator"))) {
			return value != null;
		}
		String wanted = String.valueOf(attribute.get("value"));
		return field.equals("email") ? value.toString().equalsIgnoreCase(wanted) : value.toString().equals(wanted);
	}

}
