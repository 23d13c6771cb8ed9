package io.github.customeriospring.imports.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.ColumnType;
import io.github.customeriospring.imports.columns.Columns;

/**
 * Finds attributes that would have another type in one file than in another.
 */
final class ColumnTypes {

	private final Map<String, Seen> seen = new TreeMap<>();

	private final List<String> conflicts = new ArrayList<>();

	void add(String file, Columns columns) {
		for (Column column : columns.all()) {
			if (column.sentAs() != null && columns.profile(column).filled() > 0) {
				Seen before = this.seen.putIfAbsent(column.sentAs(), new Seen(file, column.type()));
				if (before != null && before.type != column.type()) {
					this.conflicts.add("'" + column.sentAs() + "' is " + before.type + " in " + before.file + " and "
							+ column.type() + " in " + file + ": --types=" + column.name()
							+ ":TYPE makes them the same");
				}
			}
		}
	}

	List<String> conflicts() {
		return this.conflicts;
	}

	private record Seen(String file, ColumnType type) {

	}

}
