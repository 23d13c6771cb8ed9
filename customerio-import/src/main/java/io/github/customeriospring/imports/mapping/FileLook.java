package io.github.customeriospring.imports.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.imports.columns.ColumnProfile;
import io.github.customeriospring.imports.columns.Columns;
import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.reading.ByteLines;
import io.github.customeriospring.imports.reading.CsvRecords;
import io.github.customeriospring.imports.reading.CsvRecords.CsvRecord;
import io.github.customeriospring.imports.reading.Dialect;
import io.github.customeriospring.imports.reading.Encoding;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.InputException;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A first look at a file, which finds out how to read it: at its first 512 KB, and at
 * places all over a larger one.
 */
public final class FileLook {

	private final ImportFile file;

	private final Mapping mapping;

	private final Format format;

	private final Encoding encoding;

	private final Dialect dialect;

	private final List<String> header;

	private final Columns columns;

	private FileLook(ImportFile file, Mapping mapping, @Nullable Format format, @Nullable Charset charset,
			@Nullable Character separator) throws IOException {
		this.file = file;
		this.mapping = mapping;
		this.format = (format != null) ? format : Format.detect(file.head());
		// JSON is Unicode, whatever the CSV file was of which these lines failed
		this.encoding = file.encoding((this.format == Format.CSV) ? charset : null);
		this.header = new ArrayList<>();
		if (this.format == Format.CSV) {
			this.dialect = file.dialect(this.encoding, separator);
			this.columns = csvColumns();
		}
		else {
			this.dialect = Dialect.COMMAS;
			this.columns = jsonColumns();
		}
	}

	/**
	 * Look at a file.
	 * @param file the file
	 * @param mapping what the user says of its columns
	 * @param format what the user says that its lines are, or {@code null}
	 * @param charset what the user says that it is encoded with, or {@code null}
	 * @param separator what the user says is between values, or {@code null}
	 * @return what was seen
	 * @throws IOException if the file cannot be read
	 * @throws InputException if it cannot be told how to read it, or if the options do
	 * not fit
	 */
	public static FileLook at(ImportFile file, Mapping mapping, @Nullable Format format, @Nullable Charset charset,
			@Nullable Character separator) throws IOException {
		return new FileLook(file, mapping, format, charset, separator);
	}

	private Columns csvColumns() throws IOException {
		CsvRecords records = records(this.file.headLines(this.encoding));
		CsvRecord first = records.next();
		if (first == null) {
			throw new InputException("The file is empty, not even a header is there", false);
		}
		if (first.error() != null) {
			throw new InputException("The header cannot be read: " + first.error(), false);
		}
		this.header.addAll(first.values());
		List<ColumnProfile> profiles = this.header.stream().map(ColumnProfile::new).toList();
		profile(records, profiles, this.file.isHeadAll());
		for (byte[] spot : this.file.spots(this.encoding)) {
			ByteLines lines = new ByteLines(new ByteArrayInputStream(spot), this.encoding);
			profile(new CsvRecords(lines, this.dialect), profiles, false);
		}
		return Columns.ofHeader(this.header, profiles, this.mapping);
	}

	private CsvRecords records(ByteLines lines) throws IOException {
		if (this.dialect.named()) {
			lines.next();
		}
		return new CsvRecords(lines, this.dialect);
	}

	/** The last record of a part may be cut. */
	private void profile(CsvRecords records, List<ColumnProfile> profiles, boolean whole) throws IOException {
		CsvRecord record = records.next();
		while (record != null) {
			CsvRecord next = records.next();
			List<String> values = record.values();
			if (values.size() == profiles.size() && (next != null || whole) && !values.equals(this.header)) {
				for (int i = 0; i < profiles.size(); i++) {
					profiles.get(i).add(this.mapping.nulls().contains(values.get(i)) ? null : values.get(i));
				}
			}
			record = next;
		}
	}

	private Columns jsonColumns() throws IOException {
		Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
		profile(this.file.headLines(this.encoding), profiles);
		for (byte[] spot : this.file.spots(this.encoding)) {
			profile(new ByteLines(new ByteArrayInputStream(spot), this.encoding), profiles);
		}
		return Columns.ofFields(profiles, this.mapping);
	}

	private static void profile(ByteLines lines, Map<String, ColumnProfile> profiles) throws IOException {
		JsonLines reader = new JsonLines(lines, null);
		for (SourceLine line = reader.next(); line != null; line = reader.next()) {
			if (line.fields() != null) {
				line.fields().forEach((name, value) -> {
					String text = (value instanceof JsonNode json && json.isValueNode()) ? json.asString() : null;
					profiles.computeIfAbsent(name, ColumnProfile::new)
						.add((value != null && text == null) ? "{}" : text);
				});
			}
		}
	}

	/**
	 * Read the lines, once.
	 * @return the lines
	 * @throws IOException if the file cannot be read
	 */
	public LineSource lines() throws IOException {
		ByteLines lines = this.file.lines(this.encoding);
		return (this.format == Format.CSV) ? new CsvLines(records(lines), this.header, this.columns, this.mapping)
				: new JsonLines(lines, this.columns);
	}

	/**
	 * Make a mapper for the lines.
	 * @param identity the file
	 * @param start when the import started first
	 * @return the mapper
	 */
	public LineMapper mapper(FileIdentity identity, Instant start) {
		return new LineMapper(this.mapping, this.columns, identity, start);
	}

	/**
	 * Return the columns.
	 * @return what was seen in them, and what becomes of them
	 */
	public Columns columns() {
		return this.columns;
	}

	/**
	 * Return what decides what is sent, beside the file.
	 * @return any text
	 */
	public String meaning() {
		return this.format + " " + this.encoding + " " + this.dialect + " " + this.mapping + " " + this.columns;
	}

	/**
	 * Describe how the file is read.
	 */
	@Override
	public String toString() {
		return (this.format == Format.CSV) ? "CSV, " + this.encoding + ", separated by " + this.dialect.separatorName()
				+ (this.dialect.spaced() ? " and blanks" : "") : "JSON Lines, " + this.encoding;
	}

}
