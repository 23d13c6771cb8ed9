package io.github.customeriospring.imports.columns;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What the user says of the columns of a file. Names of columns are compared without case
 * and without surrounding blanks.
 *
 * @param event the name of the events that the lines are, or {@code null}
 * @param eventColumn the column with the name of the event, or {@code null}
 * @param eventIdColumn the column with the ULID of the event, or {@code null}
 * @param timestampColumn the column that says when it happened, or {@code null}
 * @param identifierColumn the column that identifies the person, {@code null} for the
 * first of {@link Names#IDENTIFIERS} that there is
 * @param identifierType what the identifier column holds, or {@code null}
 * @param columns the only columns that become attributes, empty for all
 * @param rename names of attributes by column
 * @param types types by column, each one of {@link ColumnType#labels()} or a pattern for
 * points in time
 * @param nulls texts of a CSV file that stand for no value
 * @param nullForEmpty whether an empty value of a CSV file clears the attribute
 * @param lowerCase whether e-mail addresses that identify people are written in small
 * letters
 * @param zone where points in time are that do not say so
 */
public record Mapping(@Nullable String event, @Nullable String eventColumn, @Nullable String eventIdColumn,
		@Nullable String timestampColumn, @Nullable String identifierColumn, @Nullable String identifierType,
		Set<String> columns, Map<String, String> rename, Map<String, String> types, Set<String> nulls,
		boolean nullForEmpty, boolean lowerCase, ZoneId zone) {

	/**
	 * All columns, people.
	 */
	public static final Mapping DEFAULT = new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Map.of(),
			Set.of(), false, false, ZoneOffset.UTC);

	public Mapping {
		eventColumn = key(eventColumn);
		eventIdColumn = key(eventIdColumn);
		timestampColumn = key(timestampColumn);
		identifierColumn = key(identifierColumn);
		columns = keys(columns);
		rename = byKey(rename);
		types = byKey(types);
		// sorted, so that the text of a mapping says whether it is another one
		nulls = Collections.unmodifiableSet(new TreeSet<>(nulls));
	}

	private static @Nullable String key(@Nullable String name) {
		return (name != null) ? Names.key(name) : null;
	}

	private static Set<String> keys(Collection<String> names) {
		Set<String> keys = new TreeSet<>();
		names.forEach((name) -> keys.add(Names.key(name)));
		return Collections.unmodifiableSet(keys);
	}

	private static Map<String, String> byKey(Map<String, String> values) {
		Map<String, String> byKey = new TreeMap<>();
		values.forEach((name, value) -> byKey.put(Names.key(name), value));
		return Collections.unmodifiableMap(byKey);
	}

	/**
	 * Return whether the lines are events.
	 * @return whether they are not people
	 */
	public boolean isEvent() {
		return this.event != null || this.eventColumn != null;
	}

	/** Whether a column that is no identifier becomes an attribute. */
	boolean isAttribute(String name) {
		String key = Names.key(name);
		if (!this.columns.isEmpty()) {
			return this.columns.contains(key);
		}
		return !key.startsWith("_") && !key.equals(this.eventColumn) && !key.equals(this.eventIdColumn)
				&& !key.equals(this.timestampColumn);
	}

	/** The columns that options name, by option. */
	Map<String, Set<String>> named() {
		Map<String, Set<String>> named = new LinkedHashMap<>();
		named.put("--event-column", setOf(this.eventColumn));
		named.put("--event-id-column", setOf(this.eventIdColumn));
		named.put("--timestamp-column", setOf(this.timestampColumn));
		named.put("--identifier-column", setOf(this.identifierColumn));
		named.put("--columns", this.columns);
		named.put("--rename", this.rename.keySet());
		named.put("--strings or --types", this.types.keySet());
		return named;
	}

	private static Set<String> setOf(@Nullable String column) {
		return (column != null) ? Set.of(column) : Set.of();
	}

}
