package io.github.customeriospring.benchmarks.scenario;

import java.util.List;

import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.server.Arrival;

/**
 * Somebody waits for an answer while an import is under way.
 */
final class Priorities implements Scenario {

	static final String P99 = "interactive p99 ms";

	private static final int INTERACTIVE_PER_SECOND = 10;

	private static int bulk(boolean quick) {
		return quick ? 500 : 1500;
	}

	private static int interactive(boolean quick) {
		return quick ? 30 : 120;
	}

	@Override
	public String name() {
		return "priorities";
	}

	@Override
	public String title() {
		return "Mixed priorities";
	}

	@Override
	public String description(boolean quick) {
		return "%d calls in bulk at once, and %d interactive calls, %d a second, from then on. No peer knows priorities."
			.formatted(bulk(quick), interactive(quick), INTERACTIVE_PER_SECOND);
	}

	@Override
	public void play(Stage stage) throws InterruptedException {
		int bulk = bulk(stage.quick());
		for (int call = 0; call < bulk; call++) {
			stage.calls().start(call, stage.client().sendInBackground(call));
		}
		for (int i = 0; i < interactive(stage.quick()); i++) {
			stage.sleepUntil((i + 1.0) / INTERACTIVE_PER_SECOND);
			stage.calls().start(bulk + i, stage.client().send(bulk + i));
		}
	}

	@Override
	public void measure(Stage stage, List<Arrival> arrivals) {
		int bulk = bulk(stage.quick());
		List<Double> took = stage.calls().tookMillis((call) -> call >= bulk);
		stage.figure("interactive p50 ms", Statistics.percentile(took, 50));
		stage.figure(P99, Statistics.percentile(took, 99));
	}

}
