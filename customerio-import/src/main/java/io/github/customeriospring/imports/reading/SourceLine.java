package io.github.customeriospring.imports.reading;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A line of the file, a record of several lines if a value has line breaks.
 *
 * @param number the number of its first line, from 1
 * @param raw the text as it is in the file
 * @param fields the values by column, {@code null} if the line cannot be parsed
 * @param error why the line cannot be parsed, or {@code null}
 */
public record SourceLine(long number, String raw, @Nullable Map<String, @Nullable Object> fields,
		@Nullable String error) {

	/**
	 * Create a line that was read.
	 * @param number the number of its first line
	 * @param raw the text as it is in the file
	 * @param fields the values by column
	 * @return the line
	 */
	public static SourceLine of(long number, String raw, Map<String, @Nullable Object> fields) {
		return new SourceLine(number, raw, fields, null);
	}

	/**
	 * Create a line that cannot be parsed.
	 * @param number the number of its first line
	 * @param raw the text as it is in the file
	 * @param error why it cannot be parsed
	 * @return the line
	 */
	public static SourceLine broken(long number, String raw, String error) {
		return new SourceLine(number, raw.stripTrailing(), null, error);
	}

}
