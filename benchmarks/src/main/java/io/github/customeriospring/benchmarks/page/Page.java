package io.github.customeriospring.benchmarks.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.ResultStore;
import io.github.customeriospring.benchmarks.call.CallResult;
import io.github.customeriospring.benchmarks.imports.ImportOutcome;
import io.github.customeriospring.benchmarks.report.Table;
import io.github.customeriospring.benchmarks.scenario.ScenarioResult;
import io.github.customeriospring.benchmarks.virtual.VirtualResult;
import io.github.customeriospring.benchmarks.waiting.WaitingResult;

/**
 * The page with all results.
 */
public final class Page {

	private static final String FILE = "benchmarks.md";

	private static final List<String> COSTS = List.of("call", "waiting", "virtual", "import");

	private final ResultStore results;

	private final List<String> parts;

	/**
	 * Create a page.
	 * @param results what was measured
	 * @param parts the names of the parts in their order
	 */
	public Page(ResultStore results, List<String> parts) {
		this.results = results;
		this.parts = parts;
	}

	/**
	 * Write the page and its plots.
	 * @param directory where to
	 * @throws IOException if it cannot be written
	 */
	public void write(Path directory) throws IOException {
		StringBuilder page = new StringBuilder(head());
		for (String part : this.parts) {
			if (!COSTS.contains(part) && !Storms.isOne(part)) {
				this.results.read(part, ScenarioResult.class).ifPresent((result) -> {
					String plot = "benchmarks/" + part + ".png";
					Scenarios.plot(result, directory.resolve(plot));
					page.append(Scenarios.section(result, plot));
				});
			}
		}
		page.append(Storms.section(this.results, this.parts));
		this.results.read("import", ImportOutcome.class).map(Costs::imported).ifPresent(page::append);
		this.results.read("virtual", VirtualResult.class).map(Costs::virtual).ifPresent(page::append);
		this.results.read("call", CallResult.class).map(Costs::call).ifPresent(page::append);
		this.results.read("waiting", WaitingResult.class).map(Costs::waiting).ifPresent(page::append);
		Files.createDirectories(directory);
		Files.writeString(directory.resolve(FILE), page.toString().strip() + "\n");
	}

	private String head() {
		Table bars = new Table(List.of("bar", "promised", "measured", ""));
		new Bars(this.results).all().forEach((bar) -> bars.row(bar.cells()));
		return """
				# Benchmarks

				%s
				Written by

				    mvn -q -pl benchmarks -am package -DskipTests && java -jar benchmarks/target/benchmarks.jar

				%s
				That nothing blocks an event loop is checked in each build by `BlockHoundTests`, and that threads, cancels and pauses
				never let too many go by `StressTests`.

				## How it is measured

				The simulator runs in a process of its own and counts requests where they arrive: accepted exactly if fewer than 100
				accepted ones lie in the second before. All peers send through the same bare `WebClient` and are used as their
				documentation shows, waiting as long as it takes: Resilience4j's Reactor operators (3 attempts, 500 ms apart),
				Bucket4j's scheduler, Guava's blocking `acquire` on a pool, Failsafe's asynchronous executor (3 retries, 1 s apart).
				Bucket4j and Guava have no retry and get Reactor's `Retry.backoff(3, 1 s)`. This starter runs with its defaults.
				Before a run, other clients warm up the classes of this process and the server's; the limiter itself is new.

				- *accepted*, *refused*: requests as the server counted them; refused ones got a 429
				- *lost*: calls whose callers got an error in the end
				- *of the limit*: accepted requests, as a part of all that the server would have accepted from the first to the last;
				  a last second that is not full counts as a whole one

				"""
			.formatted(runs(), bars);
	}

	/** One line for each day and machine, as parts can be run apart. */
	private String runs() {
		Map<String, List<String>> parts = new LinkedHashMap<>();
		for (String part : this.parts) {
			this.results.run(part)
				.ifPresent((run) -> parts.computeIfAbsent(run.describe(), (key) -> new ArrayList<>()).add(part));
		}
		StringBuilder lines = new StringBuilder();
		parts.forEach((run,
				names) -> lines.append("- ").append(run).append(": ").append(String.join(", ", names)).append('\n'));
		return lines.toString();
	}

}
