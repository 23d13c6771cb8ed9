package io.github.customeriospring.imports.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.github.customeriospring.imports.columns.Mapping;
import io.github.customeriospring.imports.command.ImportApplication;
import io.github.customeriospring.imports.journal.Journal;
import io.github.customeriospring.imports.journal.OpenLines;
import io.github.customeriospring.imports.mapping.FileLook;
import io.github.customeriospring.imports.mapping.LineMapper;
import io.github.customeriospring.imports.reading.FileIdentity;
import io.github.customeriospring.imports.reading.ImportFile;
import io.github.customeriospring.imports.reading.LineSource;
import io.github.customeriospring.imports.reading.SourceLine;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@SpringBootTest(classes = ImportApplication.class, webEnvironment = WebEnvironment.NONE,
		properties = { "customerio.bulk.rate=1000", "customerio.bulk.batch-size=100" })
@AutoConfigureCustomerIoSimulator
class ImportRunTests {

	private static final int LINES = 3000;

	/** Four batches of a hundred. */
	private static final int BOUND = 400;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@Autowired
	private BulkImporter importer;

	@TempDir
	private Path directory;

	private final Stop stop = new Stop();

	@BeforeEach
	void reset() {
		this.customerIo.reset();
	}

	@Test
	void runWhenCancelledInTheMiddleIsResumed() throws IOException {
		Thread caller = Thread.currentThread();
		assertThatException().isThrownBy(() -> run(this.stop, 1500, caller::interrupt))
			.withRootCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(run(new Stop(), 0, () -> {
		}).exitCode()).isEqualTo(ExitCode.ACCEPTED);
		assertThat(this.customerIo.people()).hasSize(LINES);
		assertThat(this.customerIo.operations() - LINES).isBetween(0L, (long) BOUND);
	}

	@Test
	void runWhenStoppedInTheMiddleIsResumedWithoutRepeating() throws IOException {
		ImportSummary first = run(this.stop, 1500, this.stop::request);
		assertThat(first.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
		assertThat(first.accepted()).isEqualTo(this.customerIo.operations()).isBetween(1L, 1500L);
		ImportSummary second = run(new Stop(), 0, () -> {
		});
		assertThat(second.exitCode()).isEqualTo(ExitCode.ACCEPTED);
		assertThat(second.before()).isEqualTo(first.accepted());
		assertThat(this.customerIo.people()).hasSize(LINES);
		assertThat(this.customerIo.operations()).isEqualTo(LINES);
	}

	@Test
	void runWhenFileCannotBeReadFurtherFinishesWhatIsUnderWay() throws IOException {
		ImportSummary summary = run(this.stop, 1500, () -> {
			throw new IOException("the disk is gone");
		});
		assertThat(summary.exitCode()).isEqualTo(ExitCode.STOPPED);
		assertThat(summary.error()).isEqualTo("The file cannot be read: the disk is gone");
		assertThat(summary.accepted()).isEqualTo(this.customerIo.operations()).isEqualTo(1498);
	}

	private ImportSummary run(Stop stop, long line, Action action) throws IOException {
		Path path = this.directory.resolve("people.csv");
		if (!path.toFile().exists()) {
			PeopleFile.write(path, LINES);
		}
		try (ImportFile file = ImportFile.open(path)) {
			FileIdentity identity = file.identity("people");
			FileLook look = FileLook.at(file, Mapping.DEFAULT, null, null, null);
			LineSource lines = look.lines();
			LineSource watched = () -> {
				SourceLine next = lines.next();
				if (next != null && next.number() == line) {
					action.run();
				}
				return next;
			};
			try (Journal journal = Journal.open(identity, this.directory.resolve("checkpoint"),
					this.directory.resolve("failed"), true, Instant.now())) {
				ImportRun run = new ImportRun(file, watched,
						new LineMapper(Mapping.DEFAULT, look.columns(), identity, Instant.now()), journal,
						new OpenLines(4, 100, 475_000), stop);
				return run.run(this.importer, ProgressView.lines(new PrintStream(new ByteArrayOutputStream())),
						() -> Duration.ZERO);
			}
		}
	}

	private interface Action {

		void run() throws IOException;

	}

}
