package io.github.customeriospring.imports.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.github.customeriospring.imports.run.PeopleFile;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills imports that run as processes of their own.
 */
class KilledImportTests {

	private static final int LINES = 40_000;

	private static final int KILLS = 3;

	/** Four batches of a thousand are under way at most. */
	private static final int IN_FLIGHT = 4 * 1000;

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.serviceTime(Duration.ofMillis(100))
		.recordedRequests(0)
		.start();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void importWhenKilledThriceSendsEveryoneAndRepeatsOnlyWhatWasInFlight() throws Exception {
		Path file = PeopleFile.write(this.directory.resolve("people.csv"), LINES);
		Random random = new Random(4);
		for (int kill = 0; kill < KILLS; kill++) {
			Process process = start(file);
			long target = this.customerIo.operations() + 1 + random.nextInt(9 * 1000);
			while (this.customerIo.operations() < target && process.isAlive()) {
				LockSupport.parkNanos(100_000);
			}
			assertThat(process.isAlive()).isTrue();
			assertThat(process.destroyForcibly().waitFor()).isEqualTo(137);
		}
		Process last = start(file);
		assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(last.exitValue()).isZero();
		assertThat(this.customerIo.people()).hasSize(LINES);
		assertThat(this.customerIo.operations() - LINES).isBetween(0L, (long) KILLS * IN_FLIGHT);
		assertThat(this.directory.toFile().list()).containsExactlyInAnyOrder("people.csv", "import.log");
	}

	@Test
	void importOfTwoFilesOneOfThemInWindows1252WhenKilledSendsEveryone() throws Exception {
		Path first = Files.writeString(this.directory.resolve("first.csv"), people(1, LINES / 2, ";", "Ren\u00e9"),
				Charset.forName("windows-1252"));
		Path second = Files.writeString(this.directory.resolve("second.csv"),
				people(LINES / 2 + 1, LINES / 2, ",", "Zo\u00eb"));
		// once in each file
		for (long target : List.of(LINES / 4L, LINES * 3L / 4)) {
			Process process = start(first, second);
			while (this.customerIo.operations() < target && process.isAlive()) {
				LockSupport.parkNanos(100_000);
			}
			assertThat(process.isAlive()).isTrue();
			assertThat(process.destroyForcibly().waitFor()).isEqualTo(137);
		}
		Process last = start(first, second);
		assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(last.exitValue()).isZero();
		assertThat(this.customerIo.people()).hasSize(LINES);
		assertThat(this.customerIo.person("1").attributes()).containsEntry("name", "Ren\u00e9");
		assertThat(this.customerIo.person(String.valueOf(LINES)).attributes()).containsEntry("name", "Zo\u00eb");
		assertThat(this.customerIo.operations() - LINES).isBetween(0L, 2L * IN_FLIGHT);
		assertThat(this.directory.toFile().list()).containsExactlyInAnyOrder("first.csv", "second.csv", "import.log");
	}

	private static String people(int from, int count, String separator, String name) {
		StringBuilder text = new StringBuilder("id" + separator + "name\n");
		for (int i = from; i < from + count; i++) {
			text.append(i).append(separator).append(name).append('\n');
		}
		return text.toString();
	}

	@Test
	void importWhenTerminatedFinishesWhatIsUnderWayAndRepeatsNothing() throws Exception {
		Path file = PeopleFile.write(this.directory.resolve("people.csv"), LINES);
		Process process = start(file);
		while (this.customerIo.operations() < 1000 && process.isAlive()) {
			LockSupport.parkNanos(100_000);
		}
		process.destroy();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).isEqualTo(130);
		Process last = start(file);
		assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(last.exitValue()).isZero();
		assertThat(this.customerIo.people()).hasSize(LINES);
		assertThat(this.customerIo.operations()).isEqualTo(LINES);
	}

	private Process start(Path... files) throws IOException {
		File log = this.directory.resolve("import.log").toFile();
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-Xshare:auto",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						ImportApplication.class.getName(), "--simulator=" + this.customerIo.url(), "--rate=500"));
		Stream.of(files).map(Path::toString).forEach(command::add);
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log))
			.start();
	}

}
