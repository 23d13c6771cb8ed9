package io.github.customeriospring.imports.mapping;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.Columns;
import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.columns.Names;
import io.github.customeriospring.imports.reading.CsvRecords;
import io.github.customeriospring.imports.reading.CsvRecords.CsvRecord;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a CSV file with a header.
 */
final class CsvLines implements LineSource {

	private final CsvRecords records;

	private final List<String> header;

	private final Mapping mapping;

	private final Column[] columns;

	/** Which columns identify the person or the event: text, whatever it looks like. */
	private final boolean[] names;

	private final int identifier;

	CsvLines(CsvRecords records, List<String> header, Columns columns, Mapping mapping) throws IOException {
		this.records = records;
		this.header = header;
		this.mapping = mapping;
		this.columns = header.stream().map((name) -> columns.get(Names.strip(name))).toArray(Column[]::new);
		Column identifying = columns.identifier(columns.all().stream().map(Column::name).toList());
		this.identifier = Arrays.asList(this.columns).indexOf(identifying);
		this.names = new boolean[this.columns.length];
		for (int i = 0; i < this.columns.length; i++) {
			String key = Names.key(this.columns[i].name());
			this.names[i] = key.equals(mapping.eventColumn()) || key.equals(mapping.eventIdColumn());
		}
		this.records.next(); // the header
	}

	@Override
	public @Nullable SourceLine next() throws IOException {
		CsvRecord csv = this.records.next();
		while (csv != null && csv.error() == null && isNobody(csv.values())) {
			csv = this.records.next();
		}
		if (csv == null) {
			return null;
		}
		if (csv.error() != null) {
			return SourceLine.broken(csv.number(), csv.raw(), csv.bytes(), csv.error());
		}
		if (csv.values().size() != this.columns.length) {
			return SourceLine.broken(csv.number(), csv.raw(), null,
					"the line has " + csv.values().size() + " values, the header has " + this.columns.length);
		}
		try {
			return SourceLine.of(csv.number(), csv.raw(), fields(csv.values()));
		}
		catch (IllegalArgumentException ex) {
			return SourceLine.unfit(csv.number(), csv.raw(), texts(csv.values()), String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Spreadsheets end with rows of separators, and files that were joined repeat the
	 * header.
	 */
	private boolean isNobody(List<String> values) {
		if (!values.get(0).isEmpty() && !values.get(0).equals(this.header.get(0))) {
			return false;
		}
		return values.equals(this.header)
				|| (values.size() == this.columns.length && values.stream().allMatch(String::isEmpty));
	}

	private Map<String, @Nullable Object> fields(List<String> values) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (int i = 0; i < this.columns.length; i++) {
			String text = values.get(i);
			Column column = this.columns[i];
			if (column.name().isEmpty()) {
				checkUnnamed(i, text);
			}
			else if (i == this.identifier) {
				fields.put(column.name(), text);
			}
			else if (!text.isEmpty() && !this.mapping.nulls().contains(text)) {
				fields.put(column.name(), this.names[i] ? text : column.value(text));
			}
			else if (this.mapping.nullForEmpty()) {
				fields.put(column.name(), null);
			}
		}
		return fields;
	}

	private void checkUnnamed(int index, String text) {
		if (this.mapping.columns().isEmpty() && !Names.strip(text).isEmpty()) {
			throw new IllegalArgumentException(
					"column " + (index + 1) + " has a value here, but no name in the header");
		}
	}

	private Map<String, @Nullable Object> texts(List<String> values) {
		Map<String, @Nullable Object> texts = new LinkedHashMap<>();
		for (int i = 0; i < this.columns.length; i++) {
			String name = this.columns[i].name();
			texts.put(name.isEmpty() ? "_column_" + (i + 1) : name, values.get(i));
		}
		return texts;
	}

}
