package io.github.customeriospring.imports.columns;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.customeriospring.imports.columns.ColumnProfile.Kind;

/**
 * What to tell a person of the columns, and which option would change it.
 */
final class Advice {

	private static final Set<String> EMAIL_NAMES = Set.of("email", "e_mail", "mail", "email_address", "e_mail_address",
			"emailaddress");

	private Advice() {
	}

	/** What could identify the people of a file that has none of the usual columns. */
	static String identifier(Map<String, ColumnProfile> profiles) {
		List<String> advice = new ArrayList<>();
		profiles.forEach((name, profile) -> {
			if (profile.isMost(Kind.EMAIL)) {
				advice.add("'" + name + "' holds e-mail addresses: " + option("--identifier-column", name)
						+ " --identifier-type=email.");
			}
			else if (Names.words(name).contains("id")) {
				advice.add("'" + name + "' may be an id: " + option("--identifier-column", name) + ".");
			}
		});
		return advice.isEmpty() ? "Name it with --identifier-column=COL and --identifier-type=TYPE; the columns are "
				+ String.join(", ", profiles.keySet()) : String.join(" ", advice);
	}

	static List<String> identifier(Column column, String type, ColumnProfile profile) {
		List<String> advice = new ArrayList<>();
		long scientific = profile.count(Kind.SCIENTIFIC);
		if (scientific > 0 && !column.typeGiven()) {
			advice.add(told(
					"'%s': a spreadsheet has shortened %,d values, such as %s; these lines fail. Export the column "
							+ "again as text, or send them as they are with %s",
					column.name(), scientific, profile.first(Kind.SCIENTIFIC), option("--strings", column.name())));
		}
		if (type.equals("id") && profile.isMost(Kind.EMAIL)) {
			advice.add(told("'%s' identifies as id, but holds e-mail addresses: if they are no ids of yours, add "
					+ "--identifier-type=email", column.name()));
		}
		return advice;
	}

	static List<String> attribute(Column column, ColumnProfile profile) {
		List<String> advice = new ArrayList<>();
		String name = column.name();
		String snake = Names.snake(name);
		if (snake.equals("created_at") && !"created_at".equals(column.sentAs()) && name.equals(column.sentAs())) {
			advice.add(told("'%s': Customer.io knows only created_at as the date of signing up: %s", name,
					option("--rename", name + ":created_at")));
		}
		if (EMAIL_NAMES.contains(snake) && name.equals(column.sentAs()) && !"email".equals(column.sentAs())) {
			advice.add(told("'%s': Customer.io sends e-mail to the attribute email only: %s", name,
					option("--rename", name + ":email")));
		}
		if (!column.typeGiven()) {
			types(column, profile, advice);
		}
		return advice;
	}

	private static void types(Column column, ColumnProfile profile, List<String> advice) {
		String name = column.name();
		// who names a zone, be it UTC, knows
		if (column.type() == ColumnType.TIME && profile.isLocal() && column.zone().equals(ZoneOffset.UTC)) {
			advice.add(told("'%s' does not say in which time zone, such as %s: taken for UTC (--zone)", name,
					profile.first(Kind.TIME)));
		}
		if (column.type() == ColumnType.TIME && profile.isMilliseconds()) {
			advice.add(told("'%s' counts milliseconds or microseconds: sent as seconds", name));
		}
		if (column.type() != ColumnType.TEXT || profile.filled() == 0) {
			return;
		}
		if (profile.count(Kind.NOTHING) > 0) {
			advice.add(told("'%s' is sent as text: %,d of %,d values are '%s', which usually stands for no value: %s",
					name, profile.count(Kind.NOTHING), profile.filled(), profile.first(Kind.NOTHING),
					option("--null", profile.first(Kind.NOTHING))));
		}
		else if (Names.isTime(name)) {
			advice.add(told(
					"'%s' is sent as text: %,d of %,d values are no point in time, such as '%s'. Say how they are "
							+ "written, for example %s",
					name, profile.filled() - profile.count(Kind.TIME), profile.filled(), profile.firstBut(Kind.TIME),
					option("--types", name + ":" + pattern(profile.firstBut(Kind.TIME)))));
		}
		else if (profile.isAll(Kind.TIME)) {
			advice.add(told("'%s' holds dates, such as %s, which are sent as text: %s sends points in time", name,
					profile.first(Kind.TIME), option("--types", name + ":time")));
		}
		else if (profile.isAll(Kind.DATE)) {
			advice.add(told(
					"'%s' holds dates, such as %s, which are sent as text. Say how they are written to send "
							+ "points in time, for example %s",
					name, profile.first(Kind.DATE), option("--types", name + ":" + pattern(profile.first(Kind.DATE)))));
		}
		else if (profile.count(Kind.SCIENTIFIC) > 0) {
			advice.add(told("'%s' is sent as text: a spreadsheet has shortened %,d values, such as %s", name,
					profile.count(Kind.SCIENTIFIC), profile.first(Kind.SCIENTIFIC)));
		}
		else {
			mixed(name, profile, Kind.NUMBER, "numbers", advice);
			mixed(name, profile, Kind.BOOLEAN, "true or false", advice);
		}
	}

	/** A guess, which people correct when they see it. */
	private static String pattern(String date) {
		String day = (date.indexOf('.') > 0) ? "d.M.yyyy" : (date.indexOf('/') > 0) ? "M/d/yyyy" : "d-M-yyyy";
		if (date.indexOf(':') < 0) {
			return day;
		}
		return day + (date.toLowerCase(Locale.ROOT).endsWith("m") ? " h:mma" : " H:mm");
	}

	private static void mixed(String name, ColumnProfile profile, Kind kind, String what, List<String> advice) {
		long others = profile.filled() - profile.count(kind);
		if (others > 0 && profile.count(kind) > others && profile.count(Kind.CODE) == 0 && !Names.isCode(name)) {
			advice.add(told(
					"'%s' is sent as text: %,d values are %s, %,d are not, such as '%s' (--null if it stands for no "
							+ "value)",
					name, profile.count(kind), what, others, profile.firstBut(kind)));
		}
	}

	private static String option(String option, String value) {
		return value.matches("[\\w:.-]+") ? option + "=" + value : option + "='" + value + "'";
	}

	private static String told(String format, Object... args) {
		return String.format(Locale.ROOT, format, args);
	}

}
