package io.github.customeriospring.imports.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.customeriospring.imports.reading.FileIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class JournalTests {

	private static final FileIdentity FILE = new FileIdentity(100, 200, "head", "meaning");

	private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

	@TempDir
	private Path directory;

	private Path checkpoint;

	private Path failed;

	@BeforeEach
	void name() {
		this.checkpoint = this.directory.resolve("people.csv.checkpoint");
		this.failed = this.directory.resolve("people.csv.failed.jsonl");
	}

	@Test
	void openWhenSavedKnowsWhatIsDoneAndTheFirstStart() throws IOException {
		try (Journal journal = open(FILE, true)) {
			for (int line = 2; line < 100_000; line += (line % 7 == 0) ? 2 : 1) {
				journal.accepted(line);
			}
			journal.failed(8, json("8"));
			journal.save();
		}
		try (Journal journal = Journal.open(FILE, this.checkpoint, this.failed, true, START.plusSeconds(60))) {
			assertThat(journal.started()).isEqualTo(START);
			assertThat(journal.failed()).isEqualTo(1);
			assertThat(journal.isDone(7)).isTrue();
			assertThat(journal.isDone(8)).isTrue();
			assertThat(journal.isDone(15)).isFalse();
			assertThat(journal.doneBefore()).isPositive();
			assertThat(journal.isCompleteBefore()).isFalse();
		}
		assertThat(this.failed).hasContent("8");
	}

	@Test
	void openWhenNothingWasSavedKnowsTheStart() throws IOException {
		open(FILE, true).close();
		try (Journal journal = Journal.open(FILE, this.checkpoint, this.failed, true, START.plusSeconds(60))) {
			assertThat(journal.started()).isEqualTo(START);
		}
	}

	@Test
	void openWhenKilledAfterFailedLinesWereWrittenForgetsThem() throws IOException {
		try (Journal journal = open(FILE, true)) {
			journal.failed(2, json("2"));
			journal.save();
		}
		Files.write(this.failed, List.of("3", "half of 4"), StandardOpenOption.APPEND);
		try (Journal journal = open(FILE, true)) {
			assertThat(journal.isDone(3)).isFalse();
			journal.failed(3, json("3"));
			journal.save();
		}
		assertThat(this.failed).hasContent("2\n3");
	}

	@Test
	void completeWhenNothingFailedLeavesNothing() throws IOException {
		try (Journal journal = open(FILE, true)) {
			journal.accepted(2);
			journal.save();
			journal.complete(false);
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).isEmpty();
		}
	}

	@Test
	void completeWhenKeptIsRemembered() throws IOException {
		try (Journal journal = open(FILE, true)) {
			journal.accepted(2);
			journal.complete(true);
		}
		try (Journal journal = open(FILE, true)) {
			assertThat(journal.isCompleteBefore()).isTrue();
			assertThat(journal.failed()).isZero();
		}
	}

	@Test
	void completeWhenSomeFailedIsRemembered() throws IOException {
		try (Journal journal = open(FILE, true)) {
			journal.failed(2, json("2"));
			journal.complete(false);
		}
		try (Journal journal = open(FILE, true)) {
			assertThat(journal.isCompleteBefore()).isTrue();
			assertThat(journal.failed()).isEqualTo(1);
		}
	}

	@Test
	void openWhenAnotherUnfinishedImportFails() throws IOException {
		open(FILE, true).close();
		assertThatExceptionOfType(OtherImportException.class)
			.isThrownBy(() -> open(new FileIdentity(101, 200, "head", "meaning"), true))
			.withMessageContaining("another version of the file");
		assertThatExceptionOfType(OtherImportException.class)
			.isThrownBy(() -> open(new FileIdentity(100, 200, "head", "other"), true))
			.withMessageContaining("other options");
	}

	@Test
	void openWhenStartedAnewKeepsTheOldFailedLines() throws IOException {
		try (Journal journal = open(FILE, true)) {
			journal.failed(2, json("2"));
			journal.complete(false);
		}
		try (Journal journal = open(FILE, false)) {
			assertThat(journal.isDone(2)).isFalse();
			assertThat(journal.isCompleteBefore()).isFalse();
		}
		assertThat(this.failed).doesNotExist();
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).filteredOn((file) -> file.toString().contains("failed.jsonl."))
				.singleElement()
				.satisfies((file) -> assertThat(file).hasContent("2"));
		}
	}

	@Test
	void openWhenCheckpointIsDamagedOrFailedFileIsGoneFails() throws IOException {
		try (Journal journal = open(FILE, true)) {
			journal.failed(2, json("2"));
			journal.save();
		}
		Files.delete(this.failed);
		assertThatIOException().isThrownBy(() -> open(FILE, true)).withMessageContaining("is gone");
		byte[] bytes = Files.readAllBytes(this.checkpoint);
		Files.write(this.checkpoint, Arrays.copyOf(bytes, bytes.length - 3));
		assertThatIOException().isThrownBy(() -> open(FILE, true)).withMessageContaining("is damaged");
	}

	private Journal open(FileIdentity file, boolean resume) throws IOException {
		return Journal.open(file, this.checkpoint, this.failed, resume, START);
	}

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
