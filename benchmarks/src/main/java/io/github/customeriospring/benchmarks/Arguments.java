package io.github.customeriospring.benchmarks;

import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param quick whether to run small versions
 * @param only the names of the parts to run, {@code null} for all
 * @param out where the page is written
 */
record Arguments(boolean quick, @Nullable Set<String> only, Path out) {

	static Arguments parse(String... args) {
		boolean quick = false;
		Set<String> only = null;
		Path out = Path.of("docs");
		for (String arg : args) {
			String value = arg.substring(arg.indexOf('=') + 1);
			switch (arg.split("=")[0]) {
				case "--quick" -> quick = true;
				case "--only" -> only = value.isEmpty() ? Set.of() : Set.of(value.split(","));
				case "--out" -> out = Path.of(value);
				default -> throw new IllegalArgumentException("Unknown option " + arg);
			}
		}
		return new Arguments(quick, only, out);
	}

	boolean includes(Part part) {
		return this.only == null || this.only.contains(part.name());
	}

}
