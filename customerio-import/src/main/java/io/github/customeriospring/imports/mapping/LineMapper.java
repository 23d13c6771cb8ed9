package io.github.customeriospring.imports.mapping;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import com.github.f4b6a3.ulid.Ulid;
import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.Columns;
import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.columns.Names;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Turns lines into operations.
 */
public final class LineMapper {

	private final Mapping mapping;

	private final Columns columns;

	private final EventIds ids;

	/**
	 * Create a mapper.
	 * @param mapping what the user says of the columns
	 * @param columns the columns of the file
	 * @param identity the file
	 * @param start when the import started first
	 */
	public LineMapper(Mapping mapping, Columns columns, FileIdentity identity, Instant start) {
		this.mapping = mapping;
		this.columns = columns;
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
		if (line.error() != null || fields == null) {
			throw new IllegalArgumentException(line.error());
		}
		Column column = this.columns.identifier(fields.keySet());
		Assert.isTrue(column != null, "the line has no identifier");
		Identifier person = identifier(column, text(column.name(), fields.get(column.name())));
		ObjectNode attributes = attributes(fields, column);
		Instant timestamp = timestamp(fields);
		TrackOperation operation = this.mapping.isEvent()
				? TrackOperation.person(person).event(name(fields), attributes).withId(id(line, fields, timestamp))
				: TrackOperation.identify(person, attributes);
		return (timestamp != null) ? operation.withTimestamp(timestamp) : operation;
	}

	private Identifier identifier(Column column, String value) {
		String type = this.columns.identifierType(column);
		String stripped = Names.strip(value);
		if (type.equals("cio_id") && stripped.startsWith("cio_")) {
			stripped = stripped.substring("cio_".length());
		}
		Assert.isTrue(!stripped.isEmpty() && !this.mapping.nulls().contains(stripped), "the line has no identifier");
		Assert.isTrue(column.typeGiven() || !column.isScientific(stripped), () -> "'" + column.name()
				+ "' is a number that a spreadsheet has shortened; --strings=" + column.name() + " takes it as it is");
		boolean lower = this.mapping.lowerCase() && type.equals("email");
		return new Identifier(type, lower ? stripped.toLowerCase(Locale.ROOT) : stripped);
	}

	private ObjectNode attributes(Map<String, @Nullable Object> fields, Column identifier) {
		ObjectNode attributes = JsonNodeFactory.instance.objectNode();
		for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
			String sentAs = this.columns.get(field.getKey()).sentAs();
			if (sentAs != null && !field.getKey().equals(identifier.name())) {
				JsonNode before = attributes.replace(sentAs, json(field.getValue()));
				Assert.isTrue(before == null, () -> "two columns are named '" + sentAs + "'");
			}
		}
		return attributes;
	}

	/** What {@link Column#value} makes, or JSON. */
	private static JsonNode json(@Nullable Object value) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		if (value instanceof JsonNode json) {
			return json;
		}
		if (value instanceof String text) {
			return nodes.stringNode(text);
		}
		if (value instanceof Long number) {
			return nodes.numberNode(number);
		}
		if (value instanceof Double number) {
			return nodes.numberNode(number);
		}
		return (value instanceof Boolean truth) ? nodes.booleanNode(truth) : nodes.nullNode();
	}

	/** The value of a column that an option names. */
	private String named(Map<String, @Nullable Object> fields, @Nullable String key) {
		Column column = (key != null) ? this.columns.named(fields.keySet(), key) : null;
		return (column != null) ? Names.strip(text(column.name(), fields.get(column.name()))) : "";
	}

	private String name(Map<String, @Nullable Object> fields) {
		return (this.mapping.event() != null) ? this.mapping.event() : named(fields, this.mapping.eventColumn());
	}

	/** A line that failed before brings the id along that it had. */
	private String id(SourceLine line, Map<String, @Nullable Object> fields, @Nullable Instant timestamp) {
		String given = named(fields, this.mapping.eventIdColumn());
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
		String seconds = named(fields, this.mapping.timestampColumn());
		if (seconds.isEmpty()) {
			return null;
		}
		try {
			return Instant.ofEpochSecond(Long.parseLong(seconds));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException(
					"'" + this.mapping.timestampColumn() + "' is no point in time in this line", ex);
		}
	}

	private static String text(String column, @Nullable Object value) {
		if (value instanceof JsonNode json) {
			Assert.isTrue(json.isString() || json.isNumber(), () -> "'" + column + "' is neither a text nor a number");
			return json.asString();
		}
		return (value != null) ? value.toString() : "";
	}

}
