package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Customer.io's rules for attributes and other data. Error messages name the path to a
 * value and what is wrong with it, but never the value itself.
 */
final class AttributeRules {

	private static final int MAX_NAME_BYTES = 150;

	private static final int MAX_VALUE_BYTES = 1000;

	private static final int MAX_COUNT = 300;

	/** The years 2001 to 2286. Read as seconds, it is more than 30,000 years away. */
	private static final long MIN_MILLIS = 1_000_000_000_000L;

	private static final long MAX_MILLIS = 9_999_999_999_999L;

	/** A number outside this range is not in seconds, but in milliseconds, say. */
	private static final long MIN_TIMESTAMP = 1_000_000_000L;

	private static final long MAX_TIMESTAMP = 99_999_999_999L;

	private static final Pattern HARMLESS = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ .-]{0,99}");

	private static final String ELEMENT = "[]";

	private AttributeRules() {
	}

	/** These limits apply to people, objects, relationships and devices only. */
	static void checkProfile(ObjectNode json) {
		Assert.isTrue(json.size() <= MAX_COUNT,
				() -> "'attributes' must have at most " + MAX_COUNT + " entries, has " + json.size());
		for (Map.Entry<String, JsonNode> property : json.properties()) {
			TextRules.check("a name in 'attributes'", property.getKey(), MAX_NAME_BYTES);
			if (property.getValue().isString()) {
				int bytes = TextRules.utf8Length(property.getValue().stringValue());
				Assert.isTrue(bytes <= MAX_VALUE_BYTES, () -> "'attributes." + property.getKey()
						+ "' must have at most " + MAX_VALUE_BYTES + " bytes of UTF-8, has " + bytes);
			}
		}
	}

	static long seconds(Instant timestamp) {
		long seconds = timestamp.getEpochSecond();
		Assert.isTrue(seconds >= MIN_TIMESTAMP && seconds <= MAX_TIMESTAMP,
				() -> "A timestamp must be between 2001 and 5138, was " + timestamp);
		return seconds;
	}

	/**
	 * Customer.io expects seconds. A number in an attribute whose name ends in
	 * {@code _at} that is far too large for seconds is taken as milliseconds and
	 * converted.
	 */
	static void millisToSeconds(ObjectNode json) {
		for (Map.Entry<String, JsonNode> property : json.properties()) {
			JsonNode value = property.getValue();
			if (property.getKey().endsWith("_at") && value.isIntegralNumber() && value.canConvertToLong()
					&& value.longValue() >= MIN_MILLIS && value.longValue() <= MAX_MILLIS) {
				property.setValue(json.numberNode(value.longValue() / 1000));
			}
		}
	}

	/** Refuses what JSON cannot express, at any depth. */
	static void checkData(String what, JsonNode json) {
		check(null, what, json);
	}

	private static void check(@Nullable Path parent, String name, JsonNode json) {
		if (json.isObject()) {
			Path path = new Path(parent, name);
			Supplier<String> what = () -> "a name in " + quoted(parent, name);
			for (Map.Entry<String, JsonNode> property : json.properties()) {
				TextRules.checkSurrogates(what, property.getKey());
				check(path, property.getKey(), property.getValue());
			}
		}
		else if (json.isArray()) {
			Path path = new Path(parent, name);
			for (JsonNode element : json) {
				check(path, ELEMENT, element);
			}
		}
		else if (json.isDouble() || json.isFloat()) {
			Assert.isTrue(Double.isFinite(json.doubleValue()),
					() -> quoted(parent, name) + " must be a finite number, was " + json.doubleValue());
		}
		else if (json.isString()) {
			TextRules.checkSurrogates(() -> quoted(parent, name), json.stringValue());
		}
	}

	private static String quoted(@Nullable Path parent, String name) {
		return "'" + new Path(parent, name) + "'";
	}

	/** Turned into text only for an error. Names that may be personal are left out. */
	private record Path(@Nullable Path parent, String name) {

		@Override
		public String toString() {
			if (this.parent == null) {
				return this.name;
			}
			return this.parent + (this.name.equals(ELEMENT) ? ELEMENT
					: "." + (HARMLESS.matcher(this.name).matches() ? this.name : "…"));
		}

	}

}
