package io.github.customeriospring.imports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.ColumnProfile;
import io.github.customeriospring.imports.columns.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Shows a person what becomes of each column.
 */
public final class ColumnTable {

	private static final int MAX_WIDTH = 32;

	private static final int MAX_EXAMPLES = 60;

	private ColumnTable() {
	}

	/**
	 * Show the columns.
	 * @param columns the columns
	 * @return lines of text: name, what it is sent as, type, examples
	 */
	public static String of(Columns columns) {
		List<String[]> rows = new ArrayList<>();
		rows.add(new String[] { "column", "sent as", "type", "examples" });
		Column identifier = columns.identifier(columns.all().stream().map(Column::name).toList());
		for (Column column : columns.all()) {
			rows.add(new String[] { name(column), sentAs(columns, column, identifier), type(column, identifier),
					examples(columns.profile(column)) });
		}
		return text(rows);
	}

	static String name(Column column) {
		return column.name().isEmpty() ? "(no name)" : column.name();
	}

	static String sentAs(Columns columns, Column column, @Nullable Column identifier) {
		if (column.equals(identifier)) {
			return "(identifies: " + columns.identifierType(column) + ")";
		}
		return (column.sentAs() != null) ? column.sentAs() : "-";
	}

	static String type(Column column, @Nullable Column identifier) {
		return column.equals(identifier) ? "text" : column.type().toString();
	}

	static String examples(ColumnProfile profile) {
		return shorten(profile.examples().stream().map(ColumnTable::printable).collect(Collectors.joining(" | ")),
				MAX_EXAMPLES);
	}

	private static String printable(String text) {
		return text.replaceAll("\\s+", " ");
	}

	/** Aligned, but for the last column. */
	static String text(List<String[]> rows) {
		int columns = rows.get(0).length;
		int[] widths = new int[columns];
		for (String[] row : rows) {
			for (int i = 0; i < columns - 1; i++) {
				row[i] = shorten(row[i], MAX_WIDTH);
				widths[i] = Math.max(widths[i], row[i].length());
			}
		}
		StringBuilder text = new StringBuilder();
		for (String[] row : rows) {
			StringBuilder line = new StringBuilder("  ");
			for (int i = 0; i < columns - 1; i++) {
				line.append(String.format(Locale.ROOT, "%-" + widths[i] + "s  ", row[i]));
			}
			text.append(line.append(row[columns - 1]).toString().stripTrailing()).append('\n');
		}
		return text.toString();
	}

	private static String shorten(String text, int length) {
		return (text.length() > length) ? text.substring(0, length - 1) + "…" : text;
	}

}
