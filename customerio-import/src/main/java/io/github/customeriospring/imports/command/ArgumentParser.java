package io.github.customeriospring.imports.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.imports.columns.Column;
import io.github.customeriospring.imports.columns.ColumnType;
import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.columns.Names;
import io.github.customeriospring.imports.mapping.Format;
import org.jspecify.annotations.Nullable;

/**
 * Reads the command line.
 */
final class ArgumentParser {

	private static final Set<String> SINGLE = Set.of("--format", "--event", "--event-column", "--event-id-column",
			"--timestamp-column", "--identifier-column", "--identifier-type", "--empty", "--rate", "--failed",
			"--checkpoint", "--simulator", "--separator", "--encoding", "--zone");

	private static final Set<String> LISTS = Set.of("--columns", "--rename", "--strings", "--null", "--types");

	private static final Set<String> FLAGS = Set.of("--no-resume", "--dry-run", "--lower-case");

	private static final Map<String, Character> SEPARATORS = Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe",
			'|');

	private final Map<String, String> values = new TreeMap<>();

	private final Map<String, Set<String>> lists = new TreeMap<>();

	private final List<String> properties = new ArrayList<>();

	private final List<String> files = new ArrayList<>();

	private ArgumentParser() {
	}

	/**
	 * Read the arguments.
	 * @throws UsageException if one is unknown or cannot be read; the message names it
	 */
	static ImportOptions parse(String... args) {
		ArgumentParser parser = new ArgumentParser();
		for (String arg : args) {
			parser.add(arg);
		}
		return parser.options();
	}

	private void add(String arg) {
		int equals = arg.indexOf('=');
		String name = (equals < 0) ? arg : arg.substring(0, equals);
		String value = (equals < 0) ? "" : arg.substring(equals + 1);
		if (!arg.startsWith("--")) {
			this.files.add(arg);
		}
		else if (name.indexOf('.') > 0) {
			this.properties.add(arg);
		}
		else if (FLAGS.contains(name)) {
			check(equals < 0, name + " has no value");
			this.values.put(name, "");
		}
		else {
			check(SINGLE.contains(name) || LISTS.contains(name), name + ": unknown option, see --help");
			check(!value.isBlank(), name + " needs a value: " + name + "=...");
			if (LISTS.contains(name)) {
				this.lists.computeIfAbsent(name, (key) -> new LinkedHashSet<>()).addAll(split(name, value));
			}
			else {
				check(this.values.put(name, value) == null, name + " is there twice");
			}
		}
	}

	/** A pattern of times may have commas, so it goes to the end of its option. */
	private static List<String> split(String name, String value) {
		if (!name.equals("--types")) {
			return List.of(value.split(","));
		}
		List<String> types = new ArrayList<>();
		String rest = value;
		while (!rest.isEmpty()) {
			Matcher matcher = Pattern.compile("[^:]+:(?:" + String.join("|", ColumnType.labels()) + ")(?:,|$)")
				.matcher(rest);
			int end = matcher.lookingAt() ? matcher.end() : rest.length();
			types.add(rest.substring(0, end).replaceAll(",$", ""));
			rest = rest.substring(end);
		}
		return types;
	}

	private ImportOptions options() {
		check(!this.files.isEmpty(), "Which file? See --help");
		return new ImportOptions(List.copyOf(this.files), format(), charset(), separator(), mapping(), rate(),
				simulator(), path("--failed"), path("--checkpoint"), !this.values.containsKey("--no-resume"),
				this.values.containsKey("--dry-run"), List.copyOf(this.properties));
	}

	private @Nullable Path path(String option) {
		String path = this.values.get(option);
		return (path != null) ? Path.of(path) : null;
	}

	private @Nullable Format format() {
		String given = this.values.get("--format");
		if (given == null) {
			return null;
		}
		return oneOf("--format", given, List.of("csv", "jsonl")).equals("csv") ? Format.CSV : Format.JSONL;
	}

	private @Nullable Charset charset() {
		String name = this.values.get("--encoding");
		try {
			return (name != null) ? Charset.forName(name) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException(
					"--encoding: '" + name + "' is not known; windows-1252, UTF-8, UTF-16 and many others are");
		}
	}

	private @Nullable Character separator() {
		String given = this.values.get("--separator");
		if (given == null) {
			return null;
		}
		Character named = SEPARATORS.get(given.toLowerCase(Locale.ROOT));
		check(named != null || (given.length() == 1 && given.charAt(0) != '"'),
				"--separator: '" + given + "' is neither comma, semicolon, tab, pipe nor one character");
		return (named != null) ? named : given.charAt(0);
	}

	private ZoneId zone() {
		String zone = this.values.getOrDefault("--zone", "Z");
		try {
			return ZoneId.of(zone);
		}
		catch (DateTimeException ex) {
			throw new UsageException("--zone: '" + zone + "' is no time zone such as Europe/Berlin or +02:00");
		}
	}

	private Mapping mapping() {
		String event = this.values.get("--event");
		String eventColumn = this.values.get("--event-column");
		String eventIdColumn = this.values.get("--event-id-column");
		String column = this.values.get("--identifier-column");
		String type = this.values.get("--identifier-type");
		check(event == null || eventColumn == null, "--event and --event-column exclude each other");
		check(eventIdColumn == null || event != null || eventColumn != null,
				"--event-id-column needs --event or --event-column");
		if (type != null) {
			oneOf("--identifier-type", type, Names.IDENTIFIERS);
		}
		String empty = oneOf("--empty", this.values.getOrDefault("--empty", "omit"), List.of("omit", "null"));
		return new Mapping(event, eventColumn, eventIdColumn, this.values.get("--timestamp-column"),
				(column != null) ? column : type, type, list("--columns"), rename(), types(), list("--null"),
				empty.equals("null"), this.values.containsKey("--lower-case"), zone());
	}

	private Set<String> list(String name) {
		return this.lists.getOrDefault(name, Set.of());
	}

	private Map<String, String> rename() {
		return pairs("--rename", "NAME", "two names");
	}

	private Map<String, String> types() {
		Map<String, String> types = pairs("--types", "TYPE", "two types");
		types.forEach((column, type) -> {
			try {
				Column.checkType(type);
			}
			catch (IllegalArgumentException ex) {
				throw new UsageException("--types: '" + type + "' is neither one of "
						+ String.join(", ", ColumnType.labels()) + " nor a pattern such as dd.MM.yyyy");
			}
		});
		list("--strings").forEach((column) -> types.put(column, ColumnType.TEXT.toString()));
		return types;
	}

	private Map<String, String> pairs(String option, String what, String twice) {
		Map<String, String> pairs = new TreeMap<>();
		for (String pair : list(option)) {
			int colon = pair.indexOf(':');
			check(colon > 0 && colon < pair.length() - 1, option + ": '" + pair + "' is not COL:" + what);
			check(pairs.put(pair.substring(0, colon), pair.substring(colon + 1)) == null,
					option + ": '" + pair.substring(0, colon) + "' gets " + twice);
		}
		return pairs;
	}

	private @Nullable Integer rate() {
		String rate = this.values.get("--rate");
		check(rate == null || rate.matches("[1-9]\\d{0,3}"), "--rate: '" + rate + "' is not from 1 to 9999");
		return (rate != null) ? Integer.valueOf(rate) : null;
	}

	private @Nullable URI simulator() {
		String url = this.values.get("--simulator");
		try {
			URI simulator = (url != null) ? new URI(url) : null;
			check(simulator == null
					|| (simulator.getHost() != null && List.of("http", "https").contains(simulator.getScheme())),
					"--simulator: '" + url + "' is not an http URL");
			return simulator;
		}
		catch (URISyntaxException ex) {
			throw new UsageException("--simulator: '" + url + "' is not an http URL");
		}
	}

	private static String oneOf(String name, String value, List<String> allowed) {
		check(allowed.contains(value), name + ": '" + value + "' is not one of " + String.join(", ", allowed));
		return value;
	}

	private static void check(boolean condition, String message) {
		if (!condition) {
			throw new UsageException(message);
		}
	}

}
