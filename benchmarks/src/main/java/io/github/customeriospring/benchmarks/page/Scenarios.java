package io.github.customeriospring.benchmarks.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.customeriospring.benchmarks.report.RatePlot;
import io.github.customeriospring.benchmarks.report.Table;
import io.github.customeriospring.benchmarks.scenario.LimitStep;
import io.github.customeriospring.benchmarks.scenario.Outcome;
import io.github.customeriospring.benchmarks.scenario.ScenarioResult;

import static io.github.customeriospring.benchmarks.report.Numbers.of;
import static io.github.customeriospring.benchmarks.report.Numbers.percent;

/**
 * What the page says about a scenario.
 */
final class Scenarios {

	private Scenarios() {
	}

	static String section(ScenarioResult result, String plot) {
		return """
				## %s

				%s

				%s
				![accepted and refused requests over time](%s)

				""".formatted(result.title(), result.description(), table(result), plot);
	}

	private static Table table(ScenarioResult result) {
		Set<String> extra = new LinkedHashSet<>();
		result.outcomes().forEach((outcome) -> extra.addAll(outcome.figures().keySet()));
		List<String> headings = new ArrayList<>(
				List.of("client", "calls", "accepted", "refused", "lost", "seconds", "of the limit"));
		headings.addAll(extra);
		Table table = new Table(headings);
		for (Outcome outcome : result.outcomes()) {
			List<String> cells = new ArrayList<>(List.of(outcome.client(), Integer.toString(outcome.calls()),
					Integer.toString(outcome.accepted()), Integer.toString(outcome.refused()),
					Integer.toString(outcome.lost())
							+ ((outcome.unended() > 0) ? " + " + outcome.unended() + " open" : ""),
					of(outcome.seconds()), percent(outcome.share())));
			extra.forEach((name) -> cells.add(of(outcome.figures().getOrDefault(name, Double.NaN))));
			table.row(cells);
		}
		return table;
	}

	static void plot(ScenarioResult result, Path file) {
		double seconds = 1;
		int most = 0;
		for (Outcome outcome : result.outcomes()) {
			seconds = Math.max(seconds, outcome.acceptedRate().size() / 10.0);
			most = Math.max(most, max(outcome.acceptedRate()));
			most = Math.max(most, max(outcome.refusedRate()));
		}
		RatePlot plot = new RatePlot(seconds, 1.1 * most);
		double[][] limit = corners(result.limit(), seconds);
		for (Outcome outcome : result.outcomes()) {
			plot.panel(outcome.client(), outcome.acceptedRate(), outcome.refusedRate(), limit[0], limit[1]);
		}
		plot.write(file);
	}

	private static int max(List<Integer> counts) {
		return counts.stream().mapToInt(Integer::intValue).max().orElse(0);
	}

	private static double[][] corners(List<LimitStep> steps, double end) {
		double[][] corners = new double[2][2 * steps.size()];
		for (int i = 0; i < steps.size(); i++) {
			corners[0][2 * i] = steps.get(i).fromSeconds();
			corners[0][2 * i + 1] = (i + 1 < steps.size()) ? steps.get(i + 1).fromSeconds() : end;
			corners[1][2 * i] = steps.get(i).limit();
			corners[1][2 * i + 1] = steps.get(i).limit();
		}
		return corners;
	}

}
