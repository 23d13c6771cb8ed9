package io.github.customeriospring.imports.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FailedFileTests {

	@TempDir
	private Path directory;

	@Test
	void appendKeepsShortAndLongLinesInOrder() throws IOException {
		Path path = this.directory.resolve("failed");
		String longLine = "x".repeat(100_000);
		try (FailedFile file = new FailedFile(path, 0, false)) {
			file.append(json("1"));
			file.append(json(longLine));
			file.append(json("2"));
			assertThat(file.flush()).isEqualTo(2 + 100_001 + 2);
		}
		assertThat(path).hasContent("1\n" + longLine + "\n2\n");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void flushWhenTheDiskIsFullFailsUntilEverythingIsWritten() throws IOException {
		Path path = this.directory.resolve("failed");
		FailedFile file = new FailedFile(path, 0, false);
		Files.createSymbolicLink(path, Path.of("/dev/full"));
		file.append(json("1"));
		assertThatIOException().isThrownBy(file::flush);
		assertThatIOException().isThrownBy(file::flush);
		assertThatIOException().isThrownBy(() -> file.append(json("x".repeat(100_000))));
		assertThatIOException().isThrownBy(file::close);
	}

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
