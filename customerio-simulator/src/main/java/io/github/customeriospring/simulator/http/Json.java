package io.github.customeriospring.simulator.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes bodies.
 */
public final class Json {

	public static final JsonMapper MAPPER = JsonMapper.builder().build();

	/**
	 * Reads an object from the middle of a document.
	 */
	public static final ObjectReader NESTED_OBJECT = MAPPER.readerFor(Map.class)
		.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private static final ObjectReader OBJECT = MAPPER.readerFor(Map.class);

	private Json() {
	}

	/**
	 * Read a body. @return the object, or {@code null} if the body is not a JSON object
	 */
	public static @Nullable Map<String, @Nullable Object> object(byte[] body) {
		try {
			return OBJECT.readValue(body);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Read a body.
	 * @return an object, a list or a scalar, or {@code null} if the body is not JSON
	 */
	public static @Nullable Object value(byte[] body) {
		try {
			return MAPPER.readValue(body, Object.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	public static byte[] bytes(Object value) {
		return MAPPER.writeValueAsBytes(value);
	}

}
