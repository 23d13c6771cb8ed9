package io.github.customeriospring.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param quick whether to run small versions
 * @param only the names of the parts or families to run, {@code null} for all
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
		return this.only == null || this.only.stream().anyMatch((name) -> isCalled(part, name));
	}

	/** By its name, or by that of its family, which is the first word. */
	private static boolean isCalled(Part part, String name) {
		return part.name().equals(name) || part.name().startsWith(name + "-");
	}

	/** Whether each name is that of a part. */
	boolean areKnownIn(List<Part> parts) {
		return this.only == null
				|| this.only.stream().allMatch((name) -> parts.stream().anyMatch((part) -> isCalled(part, name)));
	}

}
