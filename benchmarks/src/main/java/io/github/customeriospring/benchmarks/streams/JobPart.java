package io.github.customeriospring.benchmarks.streams;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.WeatherResult;
import io.github.customeriospring.benchmarks.weather.child.Child;

import org.springframework.util.FileSystemUtils;

/**
 * A Spring Batch job that is killed in its middle and restarted.
 */
public final class JobPart implements Part {

	private static final Duration LONG = Duration.ofMinutes(4);

	private static final int CHUNK_REQUESTS = 10;

	@Override
	public String name() {
		return "batch";
	}

	@Override
	public WeatherResult run(boolean quick) throws Exception {
		int rows = quick ? 100_000 : 1_000_000;
		Path directory = Files.createTempDirectory("job");
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT))) {
			Path file = Files.write(directory.resolve("people.txt"),
					(Iterable<String>) IntStream.range(0, rows).mapToObj(Integer::toString)::iterator);
			String[] arguments = { server.url(), file.toString(), directory.resolve("jobs").toString() };
			try (Child first = Child.start(JobMain.class, List.of(), arguments)) {
				while (server.accepted().people() < rows / 2) {
					Thread.sleep(20);
				}
			}
			Accepted before = server.accepted();
			try (Child second = Child.start(JobMain.class, List.of(), arguments)) {
				String end = second.await("job ", LONG);
				int exit = second.awaitEnd(Duration.ofSeconds(30));
				Accepted after = server.accepted();
				boolean met = exit == 0 && end.startsWith("COMPLETED") && end.contains("skipped 0")
						&& after.people() == rows && after.operations() <= rows + 1000L * CHUNK_REQUESTS;
				WeatherResult result = new WeatherResult(
						"Spring Batch job over %,d rows, killed in its middle and restarted".formatted(rows),
						"all arrive, counts right, at most 1.05 × the fewest requests",
						"%s before the kill, %s at the end; the second run: %s, exit %d".formatted(before, after, end,
								exit),
						met);
				System.out.println("  " + result);
				return result;
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

}
