package io.github.customeriospring.imports.reading;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.customeriospring.imports.reading.ByteLines.Line;
import org.jspecify.annotations.Nullable;

/**
 * Records of separated values by RFC 4180. Where a record ends is found out here, so that
 * a quote that is never closed costs one line and not the rest of the file.
 */
public final class CsvRecords {

	private final ByteLines lines;

	private final Dialect dialect;

	private final RecordParser parser;

	/** Lines that were read in the hope of a closing quote. */
	private final Deque<Line> returned = new ArrayDeque<>();

	/**
	 * Read records.
	 * @param lines the lines that they are made of
	 * @param dialect how their values are set apart
	 */
	public CsvRecords(ByteLines lines, Dialect dialect) {
		this.lines = lines;
		this.dialect = dialect;
		this.parser = new RecordParser(dialect);
	}

	/**
	 * Return the next record.
	 * @return the record, or {@code null} at the end
	 * @throws IOException if the file cannot be read
	 */
	public @Nullable CsvRecord next() throws IOException {
		Line first = nextLine();
		while (first != null && first.isBlank()) {
			first = nextLine();
		}
		if (first == null) {
			return null;
		}
		String text = first.text();
		String problem = first.problem(text);
		if (problem != null) {
			return new CsvRecord(first.number(), text, first.bytes(), List.of(), problem);
		}
		return isOpen(text, false) ? quoted(first, text) : parse(first.number(), text);
	}

	private CsvRecord quoted(Line first, String start) throws IOException {
		List<Line> more = new ArrayList<>();
		StringBuilder text = new StringBuilder(start);
		boolean open = true;
		while (open) {
			Line line = nextLine();
			if (line != null) {
				more.add(line);
			}
			String next = (line != null) ? line.text() : "";
			if (line == null || line.problem(next) != null || text.length() + next.length() > ByteLines.MAX_BYTES) {
				for (int i = more.size() - 1; i >= 0; i--) {
					this.returned.addFirst(more.get(i));
				}
				return new CsvRecord(first.number(), start, null, List.of(), "a quote is not closed");
			}
			text.append(next);
			open = isOpen(next, true);
		}
		return parse(first.number(), text.toString());
	}

	private @Nullable Line nextLine() throws IOException {
		Line line = this.returned.pollFirst();
		return (line != null) ? line : this.lines.next();
	}

	/** Whether a quoted value goes on behind the line. */
	private boolean isOpen(String line, boolean openBefore) {
		if (line.indexOf('"') < 0) {
			return openBefore;
		}
		boolean open = openBefore;
		boolean start = true;
		for (int i = 0; i < line.length(); i++) {
			char character = line.charAt(i);
			if (open && character == '"') {
				boolean escaped = i + 1 < line.length() && line.charAt(i + 1) == '"';
				i += escaped ? 1 : 0;
				open = escaped;
				start = false;
			}
			else if (!open) {
				open = start && character == '"';
				start = character == this.dialect.separator() || (start && character == ' ' && this.dialect.spaced());
			}
		}
		return open;
	}

	private CsvRecord parse(long number, String text) {
		try {
			List<String> values = this.parser.values(text);
			return new CsvRecord(number, text, null, (values != null) ? values : List.of(),
					(values != null) ? null : "the line has a line break outside of quotes");
		}
		catch (IOException ex) {
			return new CsvRecord(number, text, null, List.of(), "the line is not valid CSV, see its quotes");
		}
	}

	/**
	 * The values of a record.
	 *
	 * @param number the number of its first line
	 * @param raw the text as it is in the file
	 * @param bytes what is in the file, if the text does not say all of it, or
	 * {@code null}
	 * @param values the values, empty if there is an error
	 * @param error why it cannot be used, or {@code null}
	 */
	public record CsvRecord(long number, String raw, byte @Nullable [] bytes, List<String> values,
			@Nullable String error) {

	}

}
