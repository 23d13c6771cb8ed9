package io.github.customeriospring.imports.columns;

import java.util.Arrays;
import java.util.List;

/**
 * What the values of a column are.
 */
public enum ColumnType {

	/**
	 * Text, as it is.
	 */
	TEXT("text"),

	/**
	 * Numbers of at most 15 digits.
	 */
	NUMBER("number"),

	/**
	 * True or false, in any case.
	 */
	BOOLEAN("boolean"),

	/**
	 * Points in time, sent as unix seconds.
	 */
	TIME("time");

	private final String label;

	ColumnType(String label) {
		this.label = label;
	}

	/**
	 * Return the names that {@code --types} knows.
	 * @return the names
	 */
	public static List<String> labels() {
		return Arrays.stream(values()).map(ColumnType::toString).toList();
	}

	static ColumnType of(String label) {
		return Arrays.stream(values())
			.filter((type) -> type.label.equals(label))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'" + label + "' is not one of " + labels()));
	}

	@Override
	public String toString() {
		return this.label;
	}

}
