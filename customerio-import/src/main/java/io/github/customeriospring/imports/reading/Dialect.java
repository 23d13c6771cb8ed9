package io.github.customeriospring.imports.reading;

/**
 * How the values of a line are set apart.
 *
 * @param separator what is between two values
 * @param spaced whether a blank follows the separator, which belongs to no value
 * @param named whether the first line is {@code sep=;} or the like, for Excel
 */
public record Dialect(char separator, boolean spaced, boolean named) {

	/**
	 * As RFC 4180 has it.
	 */
	public static final Dialect COMMAS = new Dialect(',', false, false);

	/**
	 * Return what the separator is called.
	 * @return its name
	 */
	public String separatorName() {
		return switch (this.separator) {
			case ',' -> "commas";
			case ';' -> "semicolons";
			case '\t' -> "tabs";
			case '|' -> "pipes";
			default -> "'" + this.separator + "'";
		};
	}

}
