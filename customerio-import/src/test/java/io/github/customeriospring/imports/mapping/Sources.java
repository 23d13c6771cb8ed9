package io.github.customeriospring.imports.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts as files.
 */
final class Sources {

	static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

	private Sources() {
	}

	static Mapping events(@Nullable String event, @Nullable String timestampColumn) {
		return new Mapping(event, null, null, timestampColumn, null, null, Set.of(), Map.of(), Map.of(), Set.of(),
				false, false, ZoneOffset.UTC);
	}

	static Mapping events(@Nullable String event, @Nullable String eventColumn, String eventIdColumn) {
		return new Mapping(event, eventColumn, eventIdColumn, null, null, null, Set.of(), Map.of(), Map.of(), Set.of(),
				false, false, ZoneOffset.UTC);
	}

	static Mapping identifier(String column, String type) {
		return new Mapping(null, null, null, null, column, type, Set.of(), Map.of(), Map.of(), Set.of(), false, false,
				ZoneOffset.UTC);
	}

	static Mapping columns(Set<String> columns, Map<String, String> rename) {
		return new Mapping(null, null, null, null, null, null, columns, rename, Map.of(), Set.of(), false, false,
				ZoneOffset.UTC);
	}

	static Mapping types(Map<String, String> types) {
		return new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), types, Set.of(), false, false,
				ZoneOffset.UTC);
	}

	static Mapping nulls(Set<String> nulls, boolean nullForEmpty) {
		return new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Map.of(), nulls, nullForEmpty, false,
				ZoneOffset.UTC);
	}

	static FileLook look(ImportFile file, Mapping mapping) throws IOException {
		return FileLook.at(file, mapping, null, null, null);
	}

	static List<SourceLine> lines(Mapping mapping, byte[] content) throws IOException {
		try (ImportFile file = ImportFile.of(new ByteArrayInputStream(content))) {
			LineSource source = look(file, mapping).lines();
			List<SourceLine> lines = new ArrayList<>();
			for (SourceLine line = source.next(); line != null; line = source.next()) {
				lines.add(line);
			}
			return lines;
		}
	}

	static List<SourceLine> lines(Mapping mapping, String content) throws IOException {
		return lines(mapping, content.getBytes(StandardCharsets.UTF_8));
	}

	static List<SourceLine> csv(String content) throws IOException {
		return lines(Mapping.DEFAULT, content);
	}

	static List<TrackOperation> operations(Mapping mapping, String content) throws IOException {
		try (ImportFile file = ImportFile.of(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))) {
			FileLook look = look(file, mapping);
			LineMapper mapper = new LineMapper(mapping, look.columns(), new FileIdentity(1, 2, "head", "meaning"),
					START);
			LineSource source = look.lines();
			List<TrackOperation> operations = new ArrayList<>();
			for (SourceLine line = source.next(); line != null; line = source.next()) {
				operations.add(mapper.toOperation(line));
			}
			return operations;
		}
	}

}
