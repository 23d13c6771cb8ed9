package io.github.customeriospring.imports.columns;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads points in time as databases and programs write them: ISO 8601 and what is close
 * to it, dates, and counts of seconds, milliseconds or microseconds.
 */
public final class Times {

	private static final Pattern ISO_LIKE = Pattern.compile("(\\d{4})-(\\d\\d?)-(\\d\\d?)"
			+ "(?:[T ](\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d{1,9})?)?)?(?: ?(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?))?",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern DIGITS = Pattern.compile("(\\d{1,16})(?:\\.\\d{1,9})?");

	private Times() {
	}

	/**
	 * Read a point in time.
	 * @param text the text, without blanks around
	 * @param zone where it is that late if the text does not say
	 * @return unix seconds, or {@code null} if this is none
	 */
	public static @Nullable Long seconds(String text, ZoneId zone) {
		if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '9') {
			return null;
		}
		if (text.length() < 5 || text.charAt(4) != '-') {
			return count(text);
		}
		Long instant = (text.length() == 20 && text.charAt(19) == 'Z') ? instant(text) : null;
		if (instant != null) {
			return instant;
		}
		Matcher matcher = ISO_LIKE.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		try {
			LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
			LocalTime time = LocalTime.of(number(matcher, 4), number(matcher, 5), number(matcher, 6));
			String offset = matcher.group(7);
			return LocalDateTime.of(date, time).atZone((offset != null) ? offset(offset) : zone).toEpochSecond();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/** The form that most programs write, without the cost of a pattern. */
	private static @Nullable Long instant(String text) {
		int year = digits(text, 0, 4);
		int month = digits(text, 5, 7);
		int day = digits(text, 8, 10);
		int hour = digits(text, 11, 13);
		int minute = digits(text, 14, 16);
		int second = digits(text, 17, 19);
		boolean signs = text.charAt(7) == '-' && (text.charAt(10) == 'T' || text.charAt(10) == ' ')
				&& text.charAt(13) == ':' && text.charAt(16) == ':';
		if (!signs || year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) {
			return null;
		}
		try {
			return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/** The number of some digits, or -1. */
	private static int digits(String text, int start, int end) {
		int number = 0;
		for (int i = start; i < end; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			number = number * 10 + digit;
		}
		return number;
	}

	private static int number(Matcher matcher, int group) {
		String text = matcher.group(group);
		return (text != null) ? Integer.parseInt(text) : 0;
	}

	private static ZoneId offset(String text) {
		return Character.isLetter(text.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(text);
	}

	/** Digits are told apart by how many there are: seconds of this century have ten. */
	private static @Nullable Long count(String text) {
		Matcher matcher = DIGITS.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		String digits = matcher.group(1);
		return switch (digits.length()) {
			case 13 -> Long.parseLong(digits) / 1000;
			case 16 -> Long.parseLong(digits) / 1_000_000;
			case 12, 14, 15 -> null;
			default -> Long.parseLong(digits);
		};
	}

	/** Whether a text says where it is that late. */
	static boolean isLocal(String text) {
		Matcher matcher = ISO_LIKE.matcher(text);
		return matcher.matches() && matcher.group(7) == null;
	}

	static boolean isMilliseconds(String text) {
		return text.length() >= 13 && DIGITS.matcher(text).matches();
	}

	/**
	 * Read a pattern for points in time.
	 * @param pattern as for {@link DateTimeFormatter}, such as {@code d.M.yyyy H:mm}
	 * @return the formatter
	 * @throws IllegalArgumentException if it is none
	 */
	static DateTimeFormatter formatter(String pattern) {
		return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH);
	}

	static @Nullable Long seconds(String text, DateTimeFormatter formatter, ZoneId zone) {
		try {
			TemporalAccessor parsed = formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from,
					LocalDate::from);
			if (parsed instanceof ZonedDateTime time) {
				return time.toEpochSecond();
			}
			LocalDateTime local = (parsed instanceof LocalDateTime time) ? time : ((LocalDate) parsed).atStartOfDay();
			return local.atZone(zone).toEpochSecond();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
