package io.github.customeriospring.imports.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file mean.
 *
 * @param event the name of the events that the lines are, or {@code null}
 * @param eventColumn the column with the name of the event, or {@code null}
 * @param eventIdColumn the column with the ULID of the event, or {@code null}
 * @param timestampColumn the column that says when it happened, or {@code null}
 * @param identifierColumn the column that identifies the person, {@code null} for the
 * first of {@link #IDENTIFIERS} that there is
 * @param identifierType what the identifier column holds, or {@code null}
 * @param columns the only columns that become attributes, empty for all
 * @param rename names of attributes by column
 * @param strings columns of a CSV file whose values stay text
 * @param nullForEmpty whether an empty value of a CSV file clears the attribute
 */
public record Mapping(@Nullable String event, @Nullable String eventColumn, @Nullable String eventIdColumn,
		@Nullable String timestampColumn, @Nullable String identifierColumn, @Nullable String identifierType,
		Set<String> columns, Map<String, String> rename, Set<String> strings, boolean nullForEmpty) {

	/**
	 * The columns that identify a person unless one is named, in this order.
	 */
	public static final List<String> IDENTIFIERS = List.of("id", "email", "cio_id", "phone");

	/**
	 * All columns, people.
	 */
	public static final Mapping DEFAULT = new Mapping(null, null, null, null, null, null, Set.of(), Map.of(), Set.of(),
			false);

	boolean isEvent() {
		return this.event != null || this.eventColumn != null;
	}

	/** The column that identifies the people of these columns, or {@code null}. */
	@Nullable String identifierIn(Set<String> names) {
		if (this.identifierColumn != null) {
			return names.contains(this.identifierColumn) ? this.identifierColumn : null;
		}
		return IDENTIFIERS.stream().filter(names::contains).findFirst().orElse(null);
	}

	String identifierTypeOf(String column) {
		if (this.identifierType != null) {
			return this.identifierType;
		}
		return IDENTIFIERS.contains(column) ? column : "id";
	}

	/** Whether a column that is no identifier becomes an attribute. */
	boolean isAttribute(String column) {
		if (!this.columns.isEmpty()) {
			return this.columns.contains(column);
		}
		return !column.startsWith("_") && !column.equals(this.eventColumn) && !column.equals(this.eventIdColumn)
				&& !column.equals(this.timestampColumn);
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
		named.put("--strings", this.strings);
		return named;
	}

	private static Set<String> setOf(@Nullable String column) {
		return (column != null) ? Set.of(column) : Set.of();
	}

}
