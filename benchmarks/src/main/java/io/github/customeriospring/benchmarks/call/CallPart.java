package io.github.customeriospring.benchmarks.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.JavaCommand;
import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;

/**
 * Measures calls. The machine's speed drifts while this takes its minutes, so the senders
 * take turns, and are compared with each other turn by turn.
 */
public final class CallPart implements Part {

	private static final int TURNS = 5;

	/**
	 * Compilers need calls, not seconds: before so many, it is their work that is seen.
	 */
	private static final int WARM_UP_CALLS = 150_000;

	private static final int CALLS = 100_000;

	@Override
	public String name() {
		return "call";
	}

	@Override
	public CallResult run(boolean quick) throws IOException {
		List<CallResult.Figure> figures = new ArrayList<>();
		try (ServerProcess server = ServerProcess.start(ServerSettings.unlimited())) {
			for (int turn = 0; turn < (quick ? 1 : TURNS); turn++) {
				for (Sender sender : Sender.values()) {
					Map<String, Double> lines = JavaCommand.figures(CallMain.class, List.of("-Xmx512m"), sender.name(),
							server.url(), Integer.toString(quick ? 1_000 : WARM_UP_CALLS),
							Integer.toString(quick ? 1_000 : CALLS));
					figures.add(new CallResult.Figure(turn, sender, lines.getOrDefault("cpu", Double.NaN),
							lines.getOrDefault("rate", Double.NaN)));
					System.out.println("  " + sender + " " + lines);
				}
			}
		}
		return new CallResult(figures);
	}

}
