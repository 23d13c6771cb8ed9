package io.github.customeriospring.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * A condition on people: their segments, their attributes, or a combination. Immutable.
 *
 * @since 0.1.0
 */
public final class Filter {

	private final Map<String, Object> json;

	private Filter(String name, Object value) {
		this.json = Map.of(name, value);
	}

	/**
	 * Match people who match all of the filters.
	 * @param filters at least one filter
	 * @return the filter
	 */
	public static Filter and(Filter... filters) {
		return new Filter("and", all(filters));
	}

	/**
	 * Match people who match any of the filters.
	 * @param filters at least one filter
	 * @return the filter
	 */
	public static Filter or(Filter... filters) {
		return new Filter("or", all(filters));
	}

	private static List<Filter> all(Filter... filters) {
		Assert.notEmpty(filters, "'filters' must not be empty");
		Assert.noNullElements(filters, "'filters' must not contain null");
		return List.of(filters);
	}

	/**
	 * Match people who do not match the filter.
	 * @param filter the filter
	 * @return the negated filter. Negating a negation returns the original filter,
	 * because Customer.io does not accept nested negations
	 */
	public static Filter not(Filter filter) {
		Assert.notNull(filter, "'filter' must not be null");
		return (filter.json.get("not") instanceof Filter opposite) ? opposite : new Filter("not", filter);
	}

	/**
	 * Match people in a segment.
	 * @param id the segment's id, positive
	 * @return the filter
	 */
	public static Filter segment(long id) {
		Assert.isTrue(id > 0, () -> "'id' must be positive, was " + id);
		return new Filter("segment", Map.of("id", id));
	}

	/**
	 * Match people whose attribute has a value.
	 * @param name the attribute's name
	 * @param value the value; Customer.io stores all values as strings
	 * @return the filter
	 */
	public static Filter attribute(String name, String value) {
		Assert.notNull(value, "'value' must not be null");
		return attribute(name, "eq", Map.of("value", value));
	}

	/**
	 * Match people who have an attribute, whatever its value.
	 * @param name the attribute's name
	 * @return the filter
	 */
	public static Filter hasAttribute(String name) {
		return attribute(name, "exists", Map.of());
	}

	private static Filter attribute(String name, String operator, Map<String, String> value) {
		Assert.hasText(name, "'name' must not be empty");
		Map<String, String> attribute = new LinkedHashMap<>();
		attribute.put("field", name);
		attribute.put("operator", operator);
		attribute.putAll(value);
		return new Filter("attribute", attribute);
	}

	@JsonValue
	Map<String, Object> toJson() {
		return this.json;
	}

	/**
	 * Describe the filter without its values, which may be personal data.
	 */
	@Override
	public String toString() {
		return "Filter" + this.json.keySet();
	}

}
