package io.github.customeriospring.imports.run;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.Columns;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole file, sends nothing, and says what an import would do.
 */
public final class DryRun {

	private static final int MAX_PROBLEMS = 50;

	private final FileLook look;

	private final LineMapper mapper;

	private final RequestCounter requests;

	private final SeenIdentifiers seen = new SeenIdentifiers();

	private final Map<Column, Counts> counts = new LinkedHashMap<>();

	private final Map<String, Problem> problems = new LinkedHashMap<>();

	private long good;

	private long bad;

	/**
	 * Create a dry run.
	 * @param look how to read the file
	 * @param mapper makes operations of its lines
	 * @param requests how many requests a second an import may make, and how large
	 */
	public DryRun(FileLook look, LineMapper mapper, RequestCounter requests) {
		this.look = look;
		this.mapper = mapper;
		this.requests = requests;
	}

	/**
	 * Read the file and print what was found.
	 * @param out where to
	 * @return whether lines would fail
	 * @throws IOException if the file cannot be read
	 */
	public ExitCode run(PrintStream out) throws IOException {
		LineSource lines = this.look.lines();
		for (SourceLine line = lines.next(); line != null; line = lines.next()) {
			count(line);
			try {
				TrackOperation operation = this.mapper.toOperation(line);
				this.requests.add(operation.size());
				this.seen.add(operation.subjects().get(0));
				this.good++;
			}
			catch (IllegalArgumentException ex) {
				this.bad++;
				problem(String.valueOf(ex.getMessage()), line.number());
			}
		}
		print(out);
		return (this.bad > 0) ? ExitCode.SOME_FAILED : ExitCode.ACCEPTED;
	}

	private void count(SourceLine line) {
		if (line.fields() == null) {
			return;
		}
		line.fields().forEach((name, value) -> {
			Column column = this.look.columns().get(name);
			Counts counts = this.counts.computeIfAbsent(column, (key) -> new Counts());
			boolean filled = value != null && !value.toString().isEmpty();
			counts.filled += filled ? 1 : 0;
			counts.odd += (filled && line.error() != null && isOdd(column, String.valueOf(value))) ? 1 : 0;
		});
	}

	private static boolean isOdd(Column column, String text) {
		try {
			column.value(text);
			return false;
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

	private void problem(String message, long line) {
		Problem problem = this.problems.get(message);
		if (problem == null && this.problems.size() < MAX_PROBLEMS) {
			problem = new Problem();
			this.problems.put(message, problem);
		}
		if (problem != null) {
			problem.add(line);
		}
	}

	private void print(PrintStream out) {
		out.println(this.look);
		out.print(table());
		this.look.columns().warnings().forEach((warning) -> out.println("! " + warning));
		this.problems.forEach((message, problem) -> out.println("! " + problem + ": " + message));
		if (this.seen.repeated() > 0) {
			out.println(told("! %,d lines have an identifier that came before%s: the last line wins",
					this.seen.repeated(), this.seen.isFull() ? " (not all were looked at)" : ""));
		}
		out.println(told("%,d lines: %,d could be sent, %,d could not. Nothing was sent.", this.good + this.bad,
				this.good, this.bad));
		out.println(this.requests);
	}

	private String table() {
		Columns columns = this.look.columns();
		Column identifier = columns.identifier(columns.all().stream().map(Column::name).toList());
		List<String[]> rows = new ArrayList<>();
		rows.add(new String[] { "column", "sent as", "type", "empty", "odd", "examples" });
		long lines = this.good + this.bad;
		for (Column column : columns.all()) {
			Counts counts = this.counts.getOrDefault(column, new Counts());
			rows.add(new String[] { ColumnTable.name(column), ColumnTable.sentAs(columns, column, identifier),
					ColumnTable.type(column, identifier), told("%,d", lines - counts.filled), told("%,d", counts.odd),
					ColumnTable.examples(columns.profile(column)) });
		}
		return ColumnTable.text(rows);
	}

	private static String told(String format, @Nullable Object... args) {
		return String.format(Locale.ROOT, format, args);
	}

	private static final class Counts {

		private long filled;

		private long odd;

	}

	/** Lines that fail for the same reason. */
	private static final class Problem {

		private static final int LINES = 5;

		private final List<String> lines = new ArrayList<>();

		private long count;

		private void add(long line) {
			this.count++;
			if (this.lines.size() < LINES) {
				this.lines.add(String.valueOf(line));
			}
		}

		@Override
		public String toString() {
			return (this.count == 1) ? "line " + this.lines.get(0) : told("%,d lines (%s%s)", this.count,
					String.join(", ", this.lines), (this.count > this.lines.size()) ? ", ..." : "");
		}

	}

}
