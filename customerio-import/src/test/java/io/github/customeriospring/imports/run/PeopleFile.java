package io.github.customeriospring.imports.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a CSV file of people with about 120 bytes of attributes each: as main,
 * {@code PeopleFile people.csv 1000000}.
 */
public final class PeopleFile {

	static final String HEADER = "id,first_name,plan,seats,balance,active,created_at,city";

	private PeopleFile() {
	}

	public static void main(String[] args) throws IOException {
		long bytes = Files.size(write(Path.of(args[0]), Integer.parseInt(args[1])));
		PrintStream out = System.out;
		out.printf(Locale.ROOT, "%s: %,d bytes%n", args[0], bytes);
	}

	public static Path write(Path file, int people) {
		try (Writer writer = Files.newBufferedWriter(file)) {
			writer.write(HEADER + "\n");
			for (int i = 1; i <= people; i++) {
				writer.write(line(i) + "\n");
			}
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String line(int number) {
		return String.format(Locale.ROOT,
				"person-%d,Name%06d,%s,%d,%d.%02d,%s,2024-%02d-%02dT10:20:30Z,\"City %d, north\"", number, number,
				(number % 3 == 0) ? "premium" : "basic", number % 500, number % 9000, 10 + number % 90, number % 2 == 0,
				1 + number % 12, 1 + number % 28, number % 1000);
	}

}
