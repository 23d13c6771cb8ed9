package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.List;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.WeatherScenario;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * The application gets a SIGTERM with a lot left to do.
 */
public final class Terminated implements WeatherScenario {

	private static final int CALLS = 1000;

	private final String deadline;

	/** Whether nothing was sent before. */
	private final boolean cold;

	public Terminated(String deadline, boolean cold) {
		this.deadline = deadline;
		this.cold = cold;
	}

	private boolean isShort() {
		return "1s".equals(this.deadline);
	}

	private static int operations(boolean quick) {
		return quick ? 5000 : 50_000;
	}

	@Override
	public String name() {
		return "sigterm" + (isShort() ? "-short" : "") + (this.cold ? "-cold" : "");
	}

	@Override
	public String weather(boolean quick) {
		return "SIGTERM with %,d calls in the line and %,d operations queued, deadline %s%s".formatted(CALLS,
				operations(quick), this.deadline, this.cold ? ", in a process that has just started" : "");
	}

	@Override
	public String bar(boolean quick) {
		return isShort() ? "each gets a typed outcome, the log gives the counts, the process ends"
				: "all delivered within the deadline" + (this.cold ? ", no 429" : "");
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		int count = operations(quick) + CALLS;
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));
				Child child = Child.start(TerminatedMain.class, List.of("-Xmx512m"), server.url(), this.deadline,
						Integer.toString(CALLS), Integer.toString(operations(quick)), this.cold ? "cold" : "warm")) {
			child.await("prepared", Duration.ofMinutes(1));
			server.forget();
			child.goOn();
			String before = child.await("ready ", Duration.ofMinutes(1));
			long start = System.nanoTime();
			child.terminate();
			String outcomes = child.await("outcomes ", Duration.ofMinutes(1));
			int exit = child.awaitEnd(Duration.ofSeconds(30));
			double seconds = (System.nanoTime() - start) / 1e9;
			Accepted accepted = server.accepted();
			List<String> counts = child.log()
				.stream()
				.filter((line) -> line.matches(".*\\d+ (operations|calls).*"))
				.toList();
			long refused = server.arrivals().stream().filter(Arrival::isRefused).count();
			boolean told = exit >= 0 && outcomes.startsWith("{") && !outcomes.contains("without outcome");
			return new Finding(
					"%s, %s, %d answers with 429, exit %d after %s s; before %s; log: %s".formatted(accepted, outcomes,
							refused, exit, of(seconds), before, counts),
					told && (isShort() ? !counts.isEmpty() : accepted.isEachOnce(count))
							&& (refused == 0 || !this.cold));
		}
	}

}
