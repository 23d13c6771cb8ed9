package io.github.customeriospring.imports.mapping;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

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

	JsonLines(ByteLines lines) {
		this.lines = lines;
	}

	@Override
	public @Nullable SourceLine next() throws IOException {
		Line line = this.lines.next();
		while (line != null && line.isBlank()) {
			line = this.lines.next();
		}
		return (line != null) ? parse(line) : null;
	}

	private static SourceLine parse(Line line) {
		String raw = line.text();
		String problem = line.problem(raw);
		if (problem != null) {
			return SourceLine.broken(line.number(), raw, problem);
		}
		try {
			JsonNode json = READER.readValue(raw);
			if (!json.isObject()) {
				return SourceLine.broken(line.number(), raw, "the line is not a JSON object");
			}
			Map<String, @Nullable Object> fields = new LinkedHashMap<>();
			json.properties()
				.forEach((field) -> fields.put(field.getKey(), field.getValue().isNull() ? null : field.getValue()));
			return SourceLine.of(line.number(), raw, fields);
		}
		catch (JacksonException ex) {
			return SourceLine.broken(line.number(), raw, "the line is not JSON: " + ex.getOriginalMessage());
		}
	}

}
