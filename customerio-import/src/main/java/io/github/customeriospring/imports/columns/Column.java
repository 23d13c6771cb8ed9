package io.github.customeriospring.imports.columns;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * A column and what becomes of its values.
 *
 * @param name the name in the file, without surrounding blanks, empty for none
 * @param sentAs the name of the attribute, or {@code null} if it is none
 * @param type what its values are
 * @param typeGiven whether the user says so
 * @param pattern how points in time are written, {@code null} for all forms that
 * {@link Times} knows
 * @param zone where points in time are that do not say so
 */
public record Column(String name, @Nullable String sentAs, ColumnType type, boolean typeGiven,
		@Nullable DateTimeFormatter pattern, ZoneId zone) {

	static Column of(String name, Mapping mapping, ColumnProfile profile) {
		String key = Names.key(name);
		String sentAs = (!name.isEmpty() && mapping.isAttribute(name))
				? mapping.rename().getOrDefault(key, Names.sent(name)) : null;
		String given = mapping.types().get(key);
		boolean pattern = given != null && !ColumnType.labels().contains(given);
		ColumnType type;
		if (given != null) {
			type = pattern ? ColumnType.TIME : ColumnType.of(given);
		}
		else if (key.equals(mapping.timestampColumn())) {
			type = ColumnType.TIME;
		}
		else {
			type = profile.type(name);
		}
		return new Column(name, sentAs, type, given != null, (given != null && pattern) ? Times.formatter(given) : null,
				mapping.zone());
	}

	/**
	 * Check the type that a user gives a column.
	 * @param type one of {@link ColumnType#labels()} or a pattern for points in time
	 * @throws IllegalArgumentException if it is neither
	 */
	public static void checkType(String type) {
		if (!ColumnType.labels().contains(type)) {
			Times.formatter(type);
		}
	}

	/**
	 * Return what a text of this column is.
	 * @param text the text, not empty
	 * @return the value
	 * @throws IllegalArgumentException if it does not fit the type; the message says
	 * which
	 */
	public Object value(String text) {
		if (this.type == ColumnType.TEXT) {
			// where the person could not be found again with blanks around it
			return (this.sentAs != null && Names.IDENTIFIERS.contains(this.sentAs)) ? Names.strip(text) : text;
		}
		String stripped = Names.strip(text);
		Object value = switch (this.type) {
			case NUMBER -> Values.number(stripped);
			case BOOLEAN -> Values.truth(stripped);
			default -> time(stripped);
		};
		if (value == null) {
			throw new IllegalArgumentException("'" + this.name + "' is " + what() + " in this line"
					+ ((this.sentAs != null) ? "; --types=" + this.name + ":text sends all as they are" : ""));
		}
		return value;
	}

	/**
	 * Return whether a spreadsheet has lost digits of a text.
	 * @param text the text
	 * @return whether it is a number such as {@code 1.23E+11}
	 */
	public boolean isScientific(String text) {
		return Values.isScientific(text);
	}

	private @Nullable Long time(String text) {
		return (this.pattern != null) ? Times.seconds(text, this.pattern, this.zone) : Times.seconds(text, this.zone);
	}

	private String what() {
		return switch (this.type) {
			case NUMBER -> "no number";
			case BOOLEAN -> "neither true nor false";
			default -> "no point in time";
		};
	}

}
