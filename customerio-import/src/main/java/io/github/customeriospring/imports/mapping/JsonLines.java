package io.github.customeriospring.imports.mapping;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.ColumnType;
import io.github.customeriospring.imports.columns.Columns;
import io.github.customeriospring.imports.reading.ByteLines;
import io.github.customeriospring.imports.reading.ByteLines.Line;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines of a file with a JSON object a line.
 */
final class JsonLines implements LineSource {

	/** A name that is there twice would lose a value, and a double would lose digits. */
	private static final ObjectReader READER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build()
		.readerFor(JsonNode.class);

	private final ByteLines lines;

	private final @Nullable Columns columns;

	/**
	 * Read lines.
	 * @param lines the lines of the file
	 * @param columns what becomes of the values, {@code null} for nothing
	 */
	JsonLines(ByteLines lines, @Nullable Columns columns) {
		this.lines = lines;
		this.columns = columns;
	}

	@Override
	public @Nullable SourceLine next() throws IOException {
		Line line = this.lines.next();
		while (line != null && line.isBlank()) {
			line = this.lines.next();
		}
		return (line != null) ? parse(line) : null;
	}

	private SourceLine parse(Line line) {
		String raw = line.text();
		String problem = line.problem(raw);
		if (problem != null) {
			return SourceLine.broken(line.number(), raw, line.bytes(), problem);
		}
		try {
			JsonNode json = READER.readValue(raw);
			if (!json.isObject()) {
				return SourceLine.broken(line.number(), raw, null, "the line is not a JSON object");
			}
			return line(line.number(), raw, json);
		}
		catch (JacksonException ex) {
			return SourceLine.broken(line.number(), raw, null, "the line is not JSON: " + ex.getOriginalMessage());
		}
	}

	private SourceLine line(long number, String raw, JsonNode json) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		try {
			json.properties().forEach((field) -> fields.put(field.getKey(), value(field.getKey(), field.getValue())));
			return SourceLine.of(number, raw, fields);
		}
		catch (IllegalArgumentException ex) {
			json.properties()
				.forEach((field) -> fields.put(field.getKey(), field.getValue().isNull() ? null : field.getValue()));
			return SourceLine.unfit(number, raw, fields, String.valueOf(ex.getMessage()));
		}
	}

	/** JSON has types, but none for points in time. */
	private @Nullable Object value(String name, JsonNode value) {
		if (value.isNull()) {
			return null;
		}
		if (this.columns == null || !(value.isString() || value.isNumber()) || name.startsWith("_")) {
			return value;
		}
		Column column = this.columns.get(name);
		boolean converted = column.type() == ColumnType.TIME || (column.typeGiven() && value.isString());
		return (converted && !value.asString().isBlank()) ? column.value(value.asString()) : value;
	}

}
