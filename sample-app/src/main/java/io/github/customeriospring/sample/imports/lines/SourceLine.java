package io.github.customeriospring.sample.imports.lines;

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

	static SourceLine of(long number, String raw, Map<String, @Nullable Object> fields) {
		return new SourceLine(number, raw, fields, null);
	}

	static SourceLine broken(long number, String raw, String error) {
		return new SourceLine(number, raw.stripTrailing(), null, error);
	}

}
