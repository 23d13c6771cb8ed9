package io.github.customeriospring.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills a Spring Batch job that runs in a process of its own, and restarts it.
 */
class KilledJobTests {

	private static final int ROWS = 40_000;

	private static final int CHUNK = 2_000;

	/** Of 1,000 operations each. */
	private static final int FEWEST_REQUESTS = ROWS / 1000;

	@TempDir
	private Path directory;

	@Test
	void jobWhenKilledAndRestartedSendsEachRowOnceInTheFewestRequests() throws Exception {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder().recordedRequests(0).start()) {
			Path file = Files.write(this.directory.resolve("people.txt"),
					(Iterable<String>) IntStream.range(0, ROWS).mapToObj(String::valueOf)::iterator);
			assertThat(run(customerIo, file, ROWS / 2 + 300)).as("exit code").isEqualTo(137);
			assertThat(customerIo.events()).hasSize(ROWS / 2);
			assertThat(run(customerIo, file, -1)).as("exit code").isZero();
			assertThat(log()).contains("COMPLETED read " + ROWS / 2 + " written " + ROWS / 2 + " skipped 0");
			assertThat(customerIo.events()).hasSize(ROWS);
			assertThat(customerIo.distinctPeople()).isEqualTo(ROWS);
			assertThat(customerIo.stats(SimulatedQuota.TRACK).accepted())
				.isLessThanOrEqualTo(Math.round(1.05 * FEWEST_REQUESTS));
		}
	}

	@Test
	void jobWhenKilledBetweenTheAnswerAndTheCommitRepeatsOneChunkThatChangesNothing() throws Exception {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder().recordedRequests(0).start()) {
			Path file = Files.write(this.directory.resolve("people.txt"),
					(Iterable<String>) IntStream.range(0, ROWS).mapToObj(String::valueOf)::iterator);
			Process process = start(customerIo, file, -1);
			await().atMost(Duration.ofMinutes(2))
				.pollInterval(1, TimeUnit.MILLISECONDS)
				.until(() -> customerIo.operations() >= ROWS / 2 || !process.isAlive());
			assertThat(process.destroyForcibly().waitFor()).isEqualTo(137);
			assertThat(run(customerIo, file, -1)).as("exit code").isZero();
			assertThat(log()).contains("COMPLETED");
			assertThat(customerIo.events()).hasSize(ROWS);
			assertThat(customerIo.distinctPeople()).isEqualTo(ROWS);
			assertThat(customerIo.duplicateEvents()).isBetween(0L, (long) CHUNK);
			assertThat(customerIo.stats(SimulatedQuota.TRACK).accepted())
				.isLessThanOrEqualTo(Math.round(1.05 * FEWEST_REQUESTS));
		}
	}

	private int run(SimulatedCustomerIo customerIo, Path file, int dieAt) throws Exception {
		Process process = start(customerIo, file, dieAt);
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		return process.exitValue();
	}

	private Process start(SimulatedCustomerIo customerIo, Path file, int dieAt) throws IOException {
		return new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), PeopleJob.class.getName(), customerIo.url(), file.toString(),
				this.directory.resolve("jobs").toString(), String.valueOf(CHUNK), String.valueOf(dieAt)))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("job.log").toFile()))
			.start();
	}

	private String log() throws IOException {
		return Files.readString(this.directory.resolve("job.log"));
	}

}
