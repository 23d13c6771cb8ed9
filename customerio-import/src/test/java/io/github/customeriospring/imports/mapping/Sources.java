package io.github.customeriospring.imports.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;

/**
 * Reads texts as files.
 */
final class Sources {

	static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

	private Sources() {
	}

	static Mapping events(String event, String timestampColumn) {
		return new Mapping(event, null, null, timestampColumn, null, null, Set.of(), Map.of(), Set.of(), false);
	}

	static List<SourceLine> lines(Format format, Mapping mapping, byte[] content) throws IOException {
		try (ImportFile file = ImportFile.of(new ByteArrayInputStream(content))) {
			LineSource source = format.read(file.lines(), mapping);
			List<SourceLine> lines = new ArrayList<>();
			for (SourceLine line = source.next(); line != null; line = source.next()) {
				lines.add(line);
			}
			return lines;
		}
	}

	static List<SourceLine> csv(String content) throws IOException {
		return lines(Format.CSV, Mapping.DEFAULT, content.getBytes(StandardCharsets.UTF_8));
	}

	static List<SourceLine> jsonl(String content) throws IOException {
		return lines(Format.JSONL, Mapping.DEFAULT, content.getBytes(StandardCharsets.UTF_8));
	}

	static List<TrackOperation> operations(Format format, Mapping mapping, String content) throws IOException {
		byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
		LineMapper mapper = new LineMapper(mapping, new FileIdentity(1, 2, "head", "meaning"), START);
		return lines(format, mapping, bytes).stream().map(mapper::toOperation).toList();
	}

}
