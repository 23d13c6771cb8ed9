package io.github.customeriospring.imports.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.customeriospring.imports.mapping.Format;
import io.github.customeriospring.imports.mapping.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Reads the command line.
 */
final class ArgumentParser {

	private static final Set<String> SINGLE = Set.of("--format", "--event", "--event-column", "--event-id-column",
			"--timestamp-column", "--identifier-column", "--identifier-type", "--empty", "--rate", "--failed",
			"--checkpoint", "--simulator");

	private static final Set<String> LISTS = Set.of("--columns", "--rename", "--strings");

	private static final Set<String> FLAGS = Set.of("--no-resume", "--dry-run");

	private final Map<String, String> values = new TreeMap<>();

	private final Map<String, Set<String>> lists = new TreeMap<>();

	private final List<String> properties = new ArrayList<>();

	private @Nullable String file;

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
			check(this.file == null, "Only one file can be imported, there are '" + this.file + "' and '" + arg + "'");
			this.file = arg;
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
				this.lists.computeIfAbsent(name, (key) -> new TreeSet<>()).addAll(Arrays.asList(value.split(",")));
			}
			else {
				check(this.values.put(name, value) == null, name + " is there twice");
			}
		}
	}

	private ImportOptions options() {
		String name = this.file;
		if (name == null) {
			throw new UsageException("Which file? See --help");
		}
		boolean standardInput = name.equals("-");
		String checkpoint = this.values.getOrDefault("--checkpoint", standardInput ? null : name + ".checkpoint");
		String failed = this.values.getOrDefault("--failed", (standardInput ? "stdin" : name) + ".failed.jsonl");
		check(!isSame(name, failed) && !isSame(name, checkpoint) && !isSame(failed, checkpoint),
				"The file to import, --failed and --checkpoint must be three files");
		return new ImportOptions(standardInput ? null : Path.of(name), format(name), mapping(), rate(), simulator(),
				Path.of(failed), (checkpoint != null) ? Path.of(checkpoint) : null,
				!this.values.containsKey("--no-resume"), this.values.containsKey("--dry-run"),
				List.copyOf(this.properties));
	}

	/** Both of them would be deleted or moved to start anew. */
	private static boolean isSame(String file, @Nullable String other) {
		return other != null && path(file).equals(path(other));
	}

	private static Path path(String file) {
		Path path = Path.of(file).toAbsolutePath().normalize();
		try {
			return path.toRealPath();
		}
		catch (IOException ex) {
			return path; // not there yet
		}
	}

	private Format format(String name) {
		String given = this.values.get("--format");
		if (given != null) {
			return switch (oneOf("--format", given, List.of("csv", "jsonl"))) {
				case "csv" -> Format.CSV;
				default -> Format.JSONL;
			};
		}
		String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
		if (plain.endsWith(".csv")) {
			return Format.CSV;
		}
		check(plain.endsWith(".jsonl"),
				"'" + name + "' is neither .csv nor .jsonl: add --format=csv or --format=jsonl");
		return Format.JSONL;
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
			oneOf("--identifier-type", type, Mapping.IDENTIFIERS);
		}
		String empty = oneOf("--empty", this.values.getOrDefault("--empty", "omit"), List.of("omit", "null"));
		return new Mapping(event, eventColumn, eventIdColumn, this.values.get("--timestamp-column"),
				(column != null) ? column : type, type, list("--columns"), rename(), list("--strings"),
				empty.equals("null"));
	}

	private Set<String> list(String name) {
		return this.lists.getOrDefault(name, Set.of());
	}

	private Map<String, String> rename() {
		Map<String, String> rename = new TreeMap<>();
		for (String pair : list("--rename")) {
			int colon = pair.indexOf(':');
			check(colon > 0 && colon < pair.length() - 1, "--rename: '" + pair + "' is not COL:NAME");
			check(rename.put(pair.substring(0, colon), pair.substring(colon + 1)) == null,
					"--rename: '" + pair.substring(0, colon) + "' gets two names");
		}
		return rename;
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
