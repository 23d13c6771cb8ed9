package io.github.customeriospring.imports.columns;

import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What texts mean. Only what is surely a number is one: no zero, sign or digit gets lost.
 */
final class Values {

	/** A double keeps as many digits, and so does every reader of JSON. */
	private static final int MAX_DIGITS = 15;

	private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+");

	private static final Pattern CODE = Pattern.compile("[+-]?\\d[\\d.]*");

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

	private static final Pattern DATE = Pattern.compile("\\d{1,2}[./-]\\d{1,2}[./-](\\d{4}|\\d\\d)([ ,T].*)?");

	private static final Set<String> NOTHING = Set.of("\\N", "NULL", "null", "(null)", "(No value)", "0000-00-00",
			"0000-00-00 00:00:00");

	private Values() {
	}

	/** A number, or {@code null}. */
	static @Nullable Number number(String text) {
		int length = text.length();
		int start = (length > 0 && text.charAt(0) == '-') ? 1 : 0;
		int digits = 0;
		int point = -1;
		for (int i = start; i < length; i++) {
			char character = text.charAt(i);
			if (character >= '0' && character <= '9') {
				digits++;
			}
			else if (character == '.' && point < 0 && i > start) {
				point = i;
			}
			else {
				return null;
			}
		}
		int integers = ((point < 0) ? length : point) - start;
		if (digits == 0 || digits > MAX_DIGITS || point == length - 1 || (integers > 1 && text.charAt(start) == '0')) {
			return null;
		}
		if (point < 0) {
			return Long.parseLong(text);
		}
		return Double.parseDouble(text);
	}

	/** A truth value, or {@code null}. */
	static @Nullable Boolean truth(String text) {
		if (text.equalsIgnoreCase("true")) {
			return Boolean.TRUE;
		}
		return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
	}

	/** As a spreadsheet writes numbers of which it has lost the end. */
	static boolean isScientific(String text) {
		// asked for each line, and most identifiers are no number or have no exponent
		return !text.isEmpty() && text.charAt(0) <= '9' && (text.indexOf('E') > 0 || text.indexOf('e') > 0)
				&& SCIENTIFIC.matcher(text).matches();
	}

	/** Digits that would not stay the same as a number. */
	static boolean isCode(String text) {
		return CODE.matcher(text).matches() && number(text) == null;
	}

	/** Surely a date, but who knows which number is the day. */
	static boolean isDate(String text) {
		return DATE.matcher(text).matches();
	}

	/** As MySQL, PostgreSQL, SQL Server and HubSpot write that there is no value. */
	static boolean isNothing(String text) {
		return NOTHING.contains(text);
	}

	static boolean isEmail(String text) {
		return text.indexOf('@') > 0 && EMAIL.matcher(text).matches();
	}

}
