package io.github.customeriospring.imports.mapping;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.imports.mapping.CsvHeader.Column;
import io.github.customeriospring.imports.mapping.CsvHeader.Kind;
import io.github.customeriospring.imports.reading.ByteLines;
import io.github.customeriospring.imports.reading.CsvRecords;
import io.github.customeriospring.imports.reading.CsvRecords.CsvRecord;
import io.github.customeriospring.imports.reading.HeaderException;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a CSV file with a header.
 */
final class CsvLines implements LineSource {

	private final CsvRecords records;

	private final boolean nullForEmpty;

	private final Column[] columns;

	CsvLines(ByteLines lines, Mapping mapping) throws IOException {
		this.records = new CsvRecords(lines);
		this.nullForEmpty = mapping.nullForEmpty();
		CsvRecord header = this.records.next();
		if (header == null) {
			throw new HeaderException("The file is empty, not even a header is there", false);
		}
		if (header.error() != null) {
			throw new HeaderException("The header cannot be read: " + header.error(), false);
		}
		this.columns = CsvHeader.columns(header.values(), mapping);
	}

	@Override
	public @Nullable SourceLine next() throws IOException {
		CsvRecord csv = this.records.next();
		if (csv == null) {
			return null;
		}
		if (csv.error() != null) {
			return SourceLine.broken(csv.number(), csv.raw(), csv.error());
		}
		if (csv.values().size() != this.columns.length) {
			return SourceLine.broken(csv.number(), csv.raw(),
					"the line has " + csv.values().size() + " values, the header has " + this.columns.length);
		}
		return SourceLine.of(csv.number(), csv.raw(), fields(csv.values()));
	}

	private Map<String, @Nullable Object> fields(List<String> values) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (int i = 0; i < this.columns.length; i++) {
			String text = values.get(i);
			Column column = this.columns[i];
			if (!text.isEmpty() || column.kind() == Kind.IDENTIFIER) {
				fields.put(column.name(), value(column.kind(), text));
			}
			else if (this.nullForEmpty) {
				fields.put(column.name(), null);
			}
		}
		return fields;
	}

	private static Object value(Kind kind, String text) {
		if (kind == Kind.IDENTIFIER || kind == Kind.TEXT) {
			return text;
		}
		Long instant = (kind == Kind.INSTANT) ? CsvValues.instant(text) : null;
		return (instant != null) ? instant : CsvValues.typed(text);
	}

}
