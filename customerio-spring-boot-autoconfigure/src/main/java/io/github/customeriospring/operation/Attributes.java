package io.github.customeriospring.operation;

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
 * Turns attributes and other data of an application into JSON. The data may be a map, a
 * record, a bean, a {@code JsonNode}, or anything else that serializes to a JSON object.
 * Points in time become unix seconds, the only format that Customer.io treats as a date.
 * A number of 13 digits in an attribute whose name ends in {@code _at}, such as
 * {@code created_at}, is taken as milliseconds and becomes seconds too. A date without a
 * time or a zone is not a point in time and stays a string.
 * <p>
 * Every method that accepts attributes does this with a mapper of its own. To use the
 * application's mapper, with its naming strategy, mixins and modules, call {@link #of}:
 *
 * <pre class="code">
 * queue.add(TrackOperation.identify("42", this.attributes.of(customer)));
 * </pre>
 *
 * @since 0.1.0
 */
public final class Attributes {

	static final JsonMapper MAPPER = JsonMapper.builder().addModule(unixSeconds()).build();

	private final JsonMapper mapper;

	/**
	 * Create an instance that uses the application's mapper.
	 * @param mapper the mapper; it determines all of the JSON except points in time
	 */
	public Attributes(JsonMapper mapper) {
		Assert.notNull(mapper, "'mapper' must not be null");
		this.mapper = mapper.rebuild().addModule(unixSeconds()).build();
	}

	/**
	 * Turn the current state of an object into JSON with the application's mapper. The
	 * method that receives the JSON checks Customer.io's limits.
	 * @param data the object; a property that is {@code null} clears the attribute,
	 * unless the mapper omits it
	 * @return the JSON
	 * @throws IllegalArgumentException if the object cannot be written as a JSON object
	 */
	public ObjectNode of(Object data) {
		return write(this.mapper, "attributes", data);
	}

	/**
	 * Create a module that writes points in time as unix seconds.
	 * @return the module, for mappers that write data for Customer.io
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
	 * Turn the current state of an object into JSON.
	 * @param what the name of the data in error messages, such as {@code messageData}
	 * @param data the object; it must become a JSON object with finite numbers, and names
	 * and sizes are not limited
	 * @return the JSON
	 * @throws IllegalArgumentException if the data is not an object, or contains a value
	 * that cannot be sent
	 */
	public static ObjectNode toJson(String what, @Nullable Object data) {
		ObjectNode json = write(MAPPER, what, data);
		AttributeRules.checkData(what, json);
		return json;
	}

	/** The attributes of a person, an object, a relationship or a device. */
	static ObjectNode profile(@Nullable Object attributes) {
		ObjectNode json = event(attributes);
		AttributeRules.checkProfile(json);
		return json;
	}

	/** Omits the field if there are no attributes. */
	static void put(ObjectNode json, String name, Object attributes) {
		ObjectNode node = profile(attributes);
		if (!node.isEmpty()) {
			json.set(name, node);
		}
	}

	/** The data of an event, limited only by the size of the whole operation. */
	static ObjectNode event(@Nullable Object attributes) {
		ObjectNode json = toJson("attributes", attributes);
		AttributeRules.millisToSeconds(json);
		return json;
	}

	private static ObjectNode write(JsonMapper mapper, String what, @Nullable Object data) {
		Assert.notNull(data, () -> "'" + what + "' must not be null");
		Assert.isTrue(!(data instanceof Map<?, ?> map) || map.keySet().stream().noneMatch((name) -> name == null),
				() -> "'" + what + "' must not have a null name");
		if (data instanceof ObjectNode json && isPlain(json)) {
			return json.deepCopy();
		}
		try {
			JsonNode json = mapper.valueToTree(data);
			Assert.isTrue(json.isObject(), () -> "'" + what + "' must become a JSON object, "
					+ data.getClass().getName() + " becomes " + json.getNodeType());
			return (ObjectNode) json;
		}
		catch (JacksonException ex) {
			// Jackson's own messages quote no value, but those of a failed getter may
			Throwable cause = ex.getCause();
			throw new IllegalArgumentException("'" + what + "' cannot be written as JSON: "
					+ ((cause != null) ? cause.getClass().getName() : ex.getOriginalMessage()));
		}
	}

	/** JSON already, so there is nothing to write. */
	private static boolean isPlain(JsonNode json) {
		for (JsonNode value : json) {
			if (value.isPojo() || (value.isContainer() && !isPlain(value))) {
				return false;
			}
		}
		return true;
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
