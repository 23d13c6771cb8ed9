package io.github.customeriospring.imports.reading;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A line of the file, a record of several lines if a value has line breaks.
 *
 * @param number the number of its first line, from 1
 * @param raw the text as it is in the file
 * @param bytes what is in the file, if the text does not say all of it, or {@code null}
 * @param fields the values by column, as they are in the file if there is an error;
 * {@code null} if the line cannot be parsed
 * @param error why the line cannot be sent, or {@code null}
 */
public record SourceLine(long number, String raw, byte @Nullable [] bytes,
		@Nullable Map<String, @Nullable Object> fields, @Nullable String error) {

	/**
	 * Create a line that was read.
	 * @param number the number of its first line
	 * @param raw the text as it is in the file
	 * @param fields the values by column
	 * @return the line
	 */
	public static SourceLine of(long number, String raw, Map<String, @Nullable Object> fields) {
		return new SourceLine(number, raw, null, fields, null);
	}

	/**
	 * Create a line with a value that does not fit.
	 * @param number the number of its first line
	 * @param raw the text as it is in the file
	 * @param fields the values by column, as they are in the file
	 * @param error what is wrong
	 * @return the line
	 */
	public static SourceLine unfit(long number, String raw, Map<String, @Nullable Object> fields, String error) {
		return new SourceLine(number, raw, null, fields, error);
	}

	/**
	 * Create a line that cannot be parsed.
	 * @param number the number of its first line
	 * @param raw the text as it is in the file
	 * @param bytes what is in the file, if the text does not say all of it, or
	 * {@code null}
	 * @param error why it cannot be parsed
	 * @return the line
	 */
	public static SourceLine broken(long number, String raw, byte @Nullable [] bytes, String error) {
		return new SourceLine(number, raw.stripTrailing(), bytes, null, error);
	}

}
