package io.github.customeriospring.simulator.workspace;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An identifier of a person.
 *
 * @param type the type: id, email, phone or cio_id
 * @param value the value, not empty
 * @since 0.1.0
 */
public record PersonKey(String type, String value) {

	/**
	 * Read the segment of a path that identifies a person: an e-mail address if it
	 * contains {@code @}, a {@code cio_id} if it starts with {@code cio_}, otherwise an
	 * id. Phone numbers never work in paths.
	 * @param segment the decoded segment of the path
	 * @return the identifier
	 */
	public static PersonKey ofPath(String segment) {
		if (segment.startsWith("cio_")) {
			return new PersonKey("cio_id", segment.substring("cio_".length()));
		}
		return new PersonKey((segment.indexOf('@') > 0) ? "email" : "id", segment);
	}

	/**
	 * Read the result of {@link #toString()}.
	 * @param text the identifier as "type:value"
	 * @return the identifier
	 */
	public static PersonKey parse(String text) {
		int colon = text.indexOf(':');
		return new PersonKey(text.substring(0, colon), text.substring(colon + 1));
	}

	/**
	 * Read the only entry of a valid {@code identifiers} object.
	 */
	static @Nullable PersonKey ofValid(@Nullable Object identifiers) {
		if (!(identifiers instanceof Map<?, ?> map) || map.isEmpty()) {
			return null;
		}
		Map.Entry<?, ?> entry = map.entrySet().iterator().next();
		return new PersonKey(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
	}

	/**
	 * The identifier in the form that distinguishes people: the case of e-mail addresses
	 * is ignored.
	 * @return this identifier, or one with the address in lower case
	 */
	public PersonKey folded() {
		return this.type.equals("email") ? new PersonKey(this.type, this.value.toLowerCase(Locale.ROOT)) : this;
	}

	/**
	 * The identifier as a map.
	 * @return a map with one entry
	 */
	public Map<String, Object> toMap() {
		return Map.of(this.type, this.value);
	}

	@Override
	public String toString() {
		return this.type + ":" + this.value;
	}

}
