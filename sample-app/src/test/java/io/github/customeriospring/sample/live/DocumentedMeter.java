package io.github.customeriospring.sample.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of the table in {@code docs/meters.md}.
 *
 * @param name its name as Micrometer has it
 * @param type its type in the words of the table
 */
record DocumentedMeter(String name, String type) {

	private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9_.]+)` \\| ([a-z ]+) \\|", Pattern.MULTILINE);

	static List<DocumentedMeter> all() throws IOException {
		return ROW.matcher(Files.readString(Path.of("..", "docs", "meters.md")))
			.results()
			.map((row) -> new DocumentedMeter(row.group(1), row.group(2)))
			.toList();
	}

	/** Returns the names in Prometheus of what moves when the meter does. */
	List<Pattern> samples() {
		return suffixes()
			.map((suffix) -> Pattern.compile(this.name.replace('.', '_') + "(_seconds|_operations)?" + suffix))
			.toList();
	}

	private Stream<String> suffixes() {
		return switch (this.type) {
			case "counter" -> Stream.of("_total");
			case "gauge" -> Stream.of("");
			case "timer", "long task timer", "summary" -> Stream.of("_count", "_sum");
			default -> throw new IllegalStateException(this.name + " has an unknown type: " + this.type);
		};
	}

}
