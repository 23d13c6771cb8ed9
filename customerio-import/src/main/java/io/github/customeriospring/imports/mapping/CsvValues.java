package io.github.customeriospring.imports.mapping;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * What texts of a CSV file mean. Only what is surely a number becomes one: identifiers
 * and telephone numbers keep their zeros and signs, and no digit gets lost.
 */
final class CsvValues {

	/** A double keeps as many digits, and so does every reader of JSON. */
	private static final int MAX_DIGITS = 15;

	private CsvValues() {
	}

	/**
	 * Read a number, a truth value or else a text.
	 * @param text the text, not empty
	 */
	static Object typed(String text) {
		if (text.equals("true") || text.equals("false")) {
			return text.equals("true");
		}
		int start = (text.charAt(0) == '-') ? 1 : 0;
		int digits = 0;
		int point = -1;
		for (int i = start; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character >= '0' && character <= '9') {
				digits++;
			}
			else if (character == '.' && point < 0 && i > start) {
				point = i;
			}
			else {
				return text;
			}
		}
		int integers = ((point < 0) ? text.length() : point) - start;
		if (digits == 0 || digits > MAX_DIGITS || text.endsWith(".") || (integers > 1 && text.charAt(start) == '0')) {
			return text;
		}
		if (point < 0) {
			return Long.parseLong(text);
		}
		return Double.parseDouble(text);
	}

	/**
	 * Read a point in time.
	 * @return unix seconds, or {@code null} if it is no ISO-8601 date and time with an
	 * offset
	 */
	static @Nullable Long instant(String text) {
		if (text.length() < 17 || text.charAt(4) != '-') {
			return null;
		}
		try {
			return OffsetDateTime.parse(text).toEpochSecond();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
