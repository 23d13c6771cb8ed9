package io.github.customeriospring;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.util.Assert;

/**
 * Turns attributes and other data of an application into JSON and checks them on the way.
 * Points in time become unix seconds, the only form that Customer.io takes as a date.
 *
 * @since 0.1.0
 */
public final class Attributes {

	static final JsonMapper MAPPER = JsonMapper.builder().addModule(unixSeconds()).build();

	private static final int MAX_NAME_BYTES = 150;

	private static final int MAX_VALUE_BYTES = 1000;

	private static final int MAX_COUNT = 300;

	private Attributes() {
	}

	/**
	 * Create a module that writes points in time as unix seconds.
	 * @return the module, for a mapper that writes what Customer.io gets
	 */
	public static JacksonModule unixSeconds() {
		return new SimpleModule("customerio").addSerializer(new UnixSeconds<>(Instant.class, Instant::getEpochSecond))
			.addSerializer(new UnixSeconds<>(OffsetDateTime.class, OffsetDateTime::toEpochSecond))
			.addSerializer(new UnixSeconds<>(ZonedDateTime.class, ZonedDateTime::toEpochSecond))
			.addSerializer(new UnixSeconds<>(Date.class, (date) -> Math.floorDiv(date.getTime(), 1000L)))
			.addSerializer(
					new UnixSeconds<>(Calendar.class, (calendar) -> Math.floorDiv(calendar.getTimeInMillis(), 1000L)));
	}

	/**
	 * Turn data into JSON, as it is now.
	 * @param what how errors call it, such as {@code messageData}
	 * @param data names of at most 150 bytes without control characters; numbers are
	 * finite
	 * @return the JSON
	 * @throws IllegalArgumentException if a name or a value can't be sent
	 */
	public static ObjectNode toJson(String what, @Nullable Map<String, ?> data) {
		Assert.notNull(data, () -> "'" + what + "' must not be null");
		Assert.isTrue(data.keySet().stream().noneMatch((name) -> name == null),
				() -> "'" + what + "' must not have a null name");
		JsonNode json = write(what, data);
		check(what, json);
		return (ObjectNode) json;
	}

	/**
	 * The attributes of a person, an object or a relationship: at most 300, values of at
	 * most 1,000 bytes.
	 */
	static ObjectNode profile(@Nullable Map<String, ?> attributes) {
		ObjectNode json = any(attributes);
		Assert.isTrue(json.size() <= MAX_COUNT,
				() -> "'attributes' must have at most " + MAX_COUNT + " entries, has " + json.size());
		json.properties().forEach((property) -> checkLength(property.getKey(), property.getValue()));
		return json;
	}

	/**
	 * The data of an event, limited only by the size of the whole operation.
	 */
	static ObjectNode any(@Nullable Map<String, ?> attributes) {
		return toJson("attributes", attributes);
	}

	private static JsonNode write(String what, Map<String, ?> data) {
		try {
			return MAPPER.valueToTree(data);
		}
		catch (JacksonException ex) {
			// Jackson's own words quote no value; those of a getter that failed may
			Throwable cause = ex.getCause();
			throw new IllegalArgumentException("'" + what + "' cannot be written as JSON: "
					+ ((cause != null) ? cause.getClass().getName() : ex.getOriginalMessage()));
		}
	}

	private static void check(String path, JsonNode json) {
		if (json.isObject()) {
			json.properties().forEach((property) -> {
				Text.check("a name in '" + path + "'", property.getKey(), MAX_NAME_BYTES);
				check(path + "." + property.getKey(), property.getValue());
			});
		}
		else if (json.isArray()) {
			json.forEach((element) -> check(path + "[]", element));
		}
		else if (json.isDouble() || json.isFloat()) {
			Assert.isTrue(Double.isFinite(json.doubleValue()),
					() -> "'" + path + "' must be a finite number, was " + json.doubleValue());
		}
	}

	private static void checkLength(String name, JsonNode value) {
		if (value.isString()) {
			int bytes = Text.utf8Length(value.stringValue());
			Assert.isTrue(bytes <= MAX_VALUE_BYTES, () -> "'attributes." + name + "' must have at most "
					+ MAX_VALUE_BYTES + " bytes of UTF-8, has " + bytes);
		}
	}

	private static final class UnixSeconds<T> extends StdSerializer<T> {

		private final ToLongFunction<T> seconds;

		UnixSeconds(Class<T> type, ToLongFunction<T> seconds) {
			super(type);
			this.seconds = seconds;
		}

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			generator.writeNumber(this.seconds.applyAsLong(value));
		}

	}

}
