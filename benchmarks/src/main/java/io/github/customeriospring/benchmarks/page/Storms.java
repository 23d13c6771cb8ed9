package io.github.customeriospring.benchmarks.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
		return part.startsWith("weather-") || isShared(part) || STREAMS.contains(part);
	}

	private static boolean isShared(String part) {
		return part.startsWith("shared-");
	}

	/** Empty if none was run. */
	static String section(ResultStore results, List<String> parts) {
		String weather = section(results, parts, (part) -> isOne(part) && !isShared(part),
				"""
						## Bad weather

						The starter with its defaults, as an application has it that only adds it. What arrived is counted by the server:
						each operation names another person, so that one which is lost or comes twice shows.
						""");
		return weather + section(results, parts, Storms::isShared,
				"""
						## Many instances

						Eight instances in one process share a limit through a Redis on the same machine; the server counts what arrives.
						All of them, Redis and the server have two cores. The peers repeat a refused call three times, after 1, 2 and 4 s.
						""");
	}

	private static String section(ResultStore results, List<String> parts, Predicate<String> family, String title) {
		List<WeatherResult> storms = parts.stream()
			.filter(family)
			.map((part) -> results.read(part, WeatherResult.class))
			.flatMap(Optional::stream)
			.toList();
		if (storms.isEmpty()) {
			return "";
		}
		Table table = new Table(List.of("weather", "promised", "measured", ""));
		storms.forEach(
				(storm) -> table.row(new Bar(storm.weather(), storm.bar(), storm.measured(), storm.met()).cells()));
		return title + "\n" + table + "\n";
	}

}
