package io.github.customeriospring.benchmarks.waiting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.JavaCommand;
import io.github.customeriospring.benchmarks.Part;

/**
 * Measures waiting calls.
 */
public final class WaitingPart implements Part {

	@Override
	public String name() {
		return "waiting";
	}

	@Override
	public WaitingResult run(boolean quick) throws IOException {
		int calls = quick ? 100_000 : 1_000_000;
		List<WaitingResult.Figure> figures = new ArrayList<>();
		for (Waiting waiting : Waiting.values()) {
			Map<String, Double> lines = JavaCommand.figures(WaitingMain.class,
					List.of("-Xms4g", "-Xmx4g", "-XX:+UseSerialGC"), waiting.name(), Integer.toString(calls));
			figures.add(new WaitingResult.Figure(waiting, lines.getOrDefault("bytes", Double.NaN),
					lines.getOrDefault("timers", Double.NaN).intValue()));
			System.out.println("  " + waiting + " " + lines);
		}
		return new WaitingResult(calls, figures);
	}

}
