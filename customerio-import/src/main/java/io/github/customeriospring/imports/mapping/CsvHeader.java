package io.github.customeriospring.imports.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.customeriospring.imports.reading.HeaderException;

/**
 * The columns of a CSV file, checked against what the options name.
 */
final class CsvHeader {

	private CsvHeader() {
	}

	/**
	 * Find out what to make of each column.
	 * @throws HeaderException if a name is missing, empty or there twice
	 */
	static Column[] columns(List<String> names, Mapping mapping) {
		Set<String> all = new HashSet<>();
		for (int i = 0; i < names.size(); i++) {
			if (names.get(i).isBlank()) {
				throw new HeaderException("Column " + (i + 1) + " of the header has no name", false);
			}
			if (!all.add(names.get(i))) {
				throw new HeaderException("The header has the column '" + names.get(i) + "' twice", false);
			}
		}
		check(names, all, mapping);
		return names.stream().map((name) -> new Column(name, kind(name, all, mapping))).toArray(Column[]::new);
	}

	private static void check(List<String> names, Set<String> all, Mapping mapping) {
		mapping.named().forEach((option, columns) -> columns.forEach((column) -> {
			if (!all.contains(column)) {
				throw new HeaderException(
						option + ": there is no column '" + column + "', only " + String.join(", ", names), true);
			}
		}));
		if (mapping.identifierIn(all) == null) {
			throw new HeaderException("None of the columns " + String.join(", ", names) + " is one of "
					+ String.join(", ", Mapping.IDENTIFIERS)
					+ ": name the one that identifies with --identifier-column", true);
		}
		Set<String> attributes = new HashSet<>();
		for (String name : names) {
			if (mapping.isAttribute(name) && !attributes.add(mapping.rename().getOrDefault(name, name))) {
				throw new HeaderException(
						"--rename: two columns would be named '" + mapping.rename().getOrDefault(name, name) + "'",
						true);
			}
		}
	}

	private static Kind kind(String name, Set<String> all, Mapping mapping) {
		if (name.equals(mapping.identifierIn(all))) {
			return Kind.IDENTIFIER;
		}
		if (mapping.strings().contains(name) || name.equals(mapping.eventColumn())
				|| name.equals(mapping.eventIdColumn())) {
			return Kind.TEXT;
		}
		return (name.endsWith("_at") || name.equals(mapping.timestampColumn())) ? Kind.INSTANT : Kind.VALUE;
	}

	enum Kind {

		/** Text, kept even if it is empty. */
		IDENTIFIER,

		TEXT,

		INSTANT,

		VALUE

	}

	record Column(String name, Kind kind) {

	}

}
