package io.github.customeriospring.imports.mapping;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at files of which the start does not say all.
 */
class FileLookTests {

	private static final int LINES = 200_000;

	@TempDir
	private Path directory;

	@Test
	void atWhenValuesOfAnotherTypeComeLateFindsThem() throws IOException {
		// longer than the head, and for as long as there are places to look at
		try (ImportFile file = open(content(0.5, "n/a"), "UTF-8")) {
			FileLook look = Sources.look(file, Mapping.DEFAULT);
			assertThat(look.columns().get("seats").type()).hasToString("text");
			assertThat(look.columns().warnings()).singleElement().asString().contains("such as 'n/a'");
		}
		try (ImportFile file = open(content(0.5, "7"), "UTF-8")) {
			assertThat(Sources.look(file, Mapping.DEFAULT).columns().get("seats").type()).hasToString("number");
		}
	}

	@Test
	void atWhenLettersComeLateFindsTheEncoding() throws IOException {
		try (ImportFile file = open(content(0.5, "Ren\u00e9"), "windows-1252")) {
			FileLook look = Sources.look(file, Mapping.DEFAULT);
			assertThat(look).hasToString("CSV, windows-1252, separated by commas");
			SourceLine last = last(look.lines());
			assertThat(last.number()).isEqualTo(LINES + 1);
			assertThat(last.fields()).containsEntry("seats", "Ren\u00e9");
		}
	}

	@Test
	void linesWhenValueOfAnotherTypeWasNotSeenFailsThatLineOnly() throws IOException {
		StringBuilder content = content(1, "");
		int head = 512 * 1024;
		int step = (content.length() - head) / 32;
		// between two of the places that are looked at, which are shorter than the step
		content.insert(content.indexOf("\n", head + 10 * step + step * 3 / 4) + 1, "x,many\n");
		try (ImportFile file = open(content, "UTF-8")) {
			FileLook look = Sources.look(file, Mapping.DEFAULT);
			assertThat(look.columns().get("seats").type()).hasToString("number");
			int failed = 0;
			LineSource lines = look.lines();
			for (SourceLine line = lines.next(); line != null; line = lines.next()) {
				failed += (line.error() != null) ? 1 : 0;
			}
			assertThat(failed).isEqualTo(1);
		}
	}

	@Test
	void meaningWhenReadDifferentlyIsAnother() throws IOException {
		Path path = Files.writeString(this.directory.resolve("p.csv"), "id,seats\n1,3\n");
		try (ImportFile file = ImportFile.open(path); ImportFile again = ImportFile.open(path)) {
			FileLook look = Sources.look(file, Mapping.DEFAULT);
			assertThat(FileLook.at(again, Mapping.DEFAULT, null, Charset.forName("windows-1250"), null).meaning())
				.isNotEqualTo(look.meaning());
			assertThat(Sources.look(again, Mapping.DEFAULT).meaning()).isEqualTo(look.meaning());
		}
	}

	private static StringBuilder content(double from, String late) {
		StringBuilder text = new StringBuilder("id,seats\n");
		for (int i = 0; i < LINES; i++) {
			text.append(i).append(',').append((i < LINES * from) ? "5" : late).append('\n');
		}
		return text;
	}

	private ImportFile open(CharSequence content, String charset) throws IOException {
		return ImportFile.open(Files.writeString(this.directory.resolve("p.csv"), content, Charset.forName(charset)));
	}

	private static SourceLine last(LineSource lines) throws IOException {
		SourceLine last = lines.next();
		for (SourceLine line = last; line != null; line = lines.next()) {
			last = line;
		}
		assertThat(last).isNotNull();
		return last;
	}

}
