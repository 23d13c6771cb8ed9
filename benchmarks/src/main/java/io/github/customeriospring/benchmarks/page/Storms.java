package io.github.customeriospring.benchmarks.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.customeriospring.benchmarks.ResultStore;
import io.github.customeriospring.benchmarks.report.Table;
import io.github.customeriospring.benchmarks.weather.WeatherResult;

/**
 * What the page says about bad weather.
 */
final class Storms {

	private static final Set<String> STREAMS = Set.of("batch", "kafka");

	private Storms() {
	}

	static boolean isOne(String part) {
		return part.startsWith("weather-") || STREAMS.contains(part);
	}

	/** Empty if none was run. */
	static String section(ResultStore results, List<String> parts) {
		List<WeatherResult> storms = parts.stream()
			.filter(Storms::isOne)
			.map((part) -> results.read(part, WeatherResult.class))
			.flatMap(Optional::stream)
			.toList();
		if (storms.isEmpty()) {
			return "";
		}
		Table table = new Table(List.of("weather", "promised", "measured", ""));
		storms.forEach(
				(storm) -> table.row(new Bar(storm.weather(), storm.bar(), storm.measured(), storm.met()).cells()));
		return """
				## Bad weather

				The starter with its defaults, as an application has it that only adds it. What arrived is counted by the server:
				each operation names another person, so that one which is lost or comes twice shows.

				%s
				"""
			.formatted(table);
	}

}
