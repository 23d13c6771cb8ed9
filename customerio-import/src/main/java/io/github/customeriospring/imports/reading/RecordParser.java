package io.github.customeriospring.imports.reading;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Parses records one by one. The parser, which has a large buffer, serves until a record
 * is broken.
 */
final class RecordParser {

	private final Dialect dialect;

	private final CSVFormat format;

	private Feed feed = new Feed();

	private @Nullable Iterator<CSVRecord> records;

	RecordParser(Dialect dialect) {
		this.dialect = dialect;
		this.format = CSVFormat.RFC4180.builder()
			.setDelimiter(dialect.separator())
			.setIgnoreSurroundingSpaces(dialect.spaced())
			.get();
	}

	/**
	 * Parse a record.
	 * @return the values, or {@code null} if it is not exactly one record
	 * @throws IOException if it is not valid
	 */
	@Nullable List<String> values(String text) throws IOException {
		int lineBreak = text.indexOf('\r');
		if (lineBreak >= 0 && !text.startsWith("\r\n", lineBreak)) {
			return valuesAlone(text);
		}
		List<String> simple = this.dialect.spaced() ? null : split(text, (lineBreak >= 0) ? lineBreak : text.length());
		if (simple != null) {
			return simple;
		}
		try {
			this.feed.text = text.endsWith("\n") ? text : text + "\n";
			this.feed.position = 0;
			Iterator<CSVRecord> records = this.records;
			if (records == null) {
				records = this.format.parse(this.feed).iterator();
				this.records = records;
			}
			return List.of(records.next().values());
		}
		catch (UncheckedIOException ex) {
			this.feed = new Feed();
			this.records = null;
			throw ex.getCause();
		}
	}

	/**
	 * Most lines have no quotes, or only around whole values. What is less simple is left
	 * to the parser.
	 * @return the values, or {@code null} if it is for the parser
	 */
	private @Nullable List<String> split(String text, int length) {
		char separator = this.dialect.separator();
		int end = (length > 0 && text.charAt(length - 1) == '\n') ? length - 1 : length;
		List<String> values = new ArrayList<>();
		for (int start = 0; start <= end;) {
			boolean quoted = start < end && text.charAt(start) == '"';
			int next = text.indexOf(quoted ? '"' : separator, quoted ? start + 1 : start);
			int valueEnd = (next < 0 || next > end) ? end : next;
			if (quoted) {
				next = (valueEnd < end) ? valueEnd + 1 : -1;
				if (next < 0 || (next < end && text.charAt(next) != separator)) {
					return null;
				}
			}
			String value = text.substring(quoted ? start + 1 : start, valueEnd);
			if (!quoted && value.indexOf('"') >= 0) {
				return null;
			}
			values.add(value);
			start = ((next < 0) ? end : Math.min(next, end)) + 1;
		}
		return values;
	}

	private @Nullable List<String> valuesAlone(String text) throws IOException {
		try (CSVParser parser = CSVParser.parse(text, this.format)) {
			List<CSVRecord> records = parser.getRecords();
			return (records.size() == 1) ? List.of(records.get(0).values()) : null;
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	/** Never gives the parser more than the record that it is asked for. */
	private static final class Feed extends Reader {

		private String text = "";

		private int position;

		@Override
		public int read(char[] buffer, int offset, int length) {
			int end = Math.min(this.text.length(), this.position + length);
			int read = end - this.position;
			this.text.getChars(this.position, end, buffer, offset);
			this.position = end;
			return (read > 0) ? read : -1;
		}

		@Override
		public void close() {
		}

	}

}
