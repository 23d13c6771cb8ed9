package io.github.customeriospring.imports.mapping;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.github.f4b6a3.ulid.Ulid;
import io.github.customeriospring.Identifier;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.SourceLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.util.Assert;

/**
 * Turns lines into operations.
 */
public final class LineMapper {

	private final Mapping mapping;

	private final EventIds ids;

	/**
	 * Create a mapper.
	 * @param mapping what the columns mean
	 * @param identity the file
	 * @param start when the import started first
	 */
	public LineMapper(Mapping mapping, FileIdentity identity, Instant start) {
		this.mapping = mapping;
		this.ids = new EventIds(identity.seed(), start);
	}

	/**
	 * Turn a line into an operation.
	 * @param line the line
	 * @return the operation
	 * @throws IllegalArgumentException if it cannot be one; the message says why
	 */
	public TrackOperation toOperation(SourceLine line) {
		Map<String, @Nullable Object> fields = line.fields();
		if (fields == null) {
			throw new IllegalArgumentException(line.error());
		}
		String column = this.mapping.identifierIn(fields.keySet());
		String identifier = (column != null) ? text(column, fields.get(column)) : "";
		Assert.isTrue(column != null && !identifier.isBlank(), "the line has no identifier");
		Identifier person = new Identifier(this.mapping.identifierTypeOf(column), identifier);
		Map<String, @Nullable Object> attributes = attributes(fields, column);
		Instant timestamp = timestamp(fields);
		TrackOperation operation = this.mapping.isEvent()
				? TrackOperation.event(person, name(fields), attributes).withId(id(line, fields, timestamp))
				: TrackOperation.identify(person, attributes);
		return (timestamp != null) ? operation.withTimestamp(timestamp) : operation;
	}

	private Map<String, @Nullable Object> attributes(Map<String, @Nullable Object> fields, String identifier) {
		Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
		fields.forEach((column, value) -> {
			if (!column.equals(identifier) && this.mapping.isAttribute(column)) {
				String name = this.mapping.rename().getOrDefault(column, column);
				Assert.isTrue(!attributes.containsKey(name), () -> "two columns are named '" + name + "'");
				attributes.put(name, value);
			}
		});
		return attributes;
	}

	private String name(Map<String, @Nullable Object> fields) {
		if (this.mapping.event() != null) {
			return this.mapping.event();
		}
		String column = String.valueOf(this.mapping.eventColumn());
		return text(column, fields.get(column));
	}

	/** A line that failed before brings the id along that it had. */
	private String id(SourceLine line, Map<String, @Nullable Object> fields, @Nullable Instant timestamp) {
		String column = this.mapping.eventIdColumn();
		String given = (column != null) ? text(column, fields.get(column)) : "";
		if (given.isEmpty()) {
			given = text(FailedLines.EVENT_ID, fields.get(FailedLines.EVENT_ID));
		}
		if (given.isEmpty()) {
			return (timestamp != null) ? this.ids.id(line, timestamp) : this.ids.id(line);
		}
		Assert.isTrue(Ulid.isValid(given), "the id of the event is not a ULID of 26 characters");
		return given;
	}

	private @Nullable Instant timestamp(Map<String, @Nullable Object> fields) {
		String column = this.mapping.timestampColumn();
		String text = (column != null) ? text(column, fields.get(column)) : "";
		if (text.isEmpty()) {
			return null;
		}
		Long seconds = CsvValues.instant(text);
		if (seconds == null && text.matches("\\d{1,15}")) {
			seconds = Long.parseLong(text);
		}
		Assert.isTrue(seconds != null,
				() -> "'" + column + "' is neither unix seconds nor an ISO-8601 date and time with an offset");
		return Instant.ofEpochSecond(seconds);
	}

	private static String text(String column, @Nullable Object value) {
		if (value instanceof JsonNode json) {
			Assert.isTrue(json.isString() || json.isNumber(), () -> "'" + column + "' is neither a text nor a number");
			return json.asString();
		}
		return (value != null) ? value.toString() : "";
	}

}
