package io.github.customeriospring.benchmarks.virtual;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.report.Statistics;

/**
 * Runs the limiter in virtual time.
 */
public final class VirtualPart implements Part {

	private static final int CALLS = 20_000;

	@Override
	public String name() {
		return "virtual";
	}

	@Override
	public VirtualResult run(boolean quick) {
		List<VirtualResult.Figure> figures = new ArrayList<>();
		for (Weather weather : List.of(Weather.WIDE_AREA, Weather.HEAVY_TAIL)) {
			VirtualResult.Figure figure = run(weather, quick ? 3 : 30);
			figures.add(figure);
			System.out.println("  " + figure);
		}
		return new VirtualResult(CALLS, figures);
	}

	private static VirtualResult.Figure run(Weather weather, int runs) {
		List<Double> refused = new ArrayList<>();
		List<Double> share = new ArrayList<>();
		for (int seed = 0; seed < runs; seed++) {
			LinkRun run = new LinkRun(weather, CALLS, seed).run();
			refused.add(run.refusedShare());
			share.add(run.share());
		}
		return new VirtualResult.Figure(weather, runs, Statistics.mean(refused), Collections.max(refused),
				Statistics.mean(share), Collections.min(share));
	}

}
