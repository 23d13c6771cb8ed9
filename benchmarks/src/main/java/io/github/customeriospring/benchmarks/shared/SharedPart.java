package io.github.customeriospring.benchmarks.shared;

import java.util.List;
import java.util.stream.Stream;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.weather.WeatherResult;

/**
 * Plays one scenario of instances that share a limit.
 */
public final class SharedPart implements Part {

	private final SharedScenario scenario;

	private SharedPart(SharedScenario scenario) {
		this.scenario = scenario;
	}

	/**
	 * List the scenarios.
	 * @return a part for each
	 */
	public static List<Part> all() {
		return Stream.of(SharedScenario.values()).<Part>map(SharedPart::new).toList();
	}

	@Override
	public String name() {
		return "shared-" + this.scenario.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
	}

	@Override
	public WeatherResult run(boolean quick) throws Exception {
		WeatherResult result = this.scenario.play(quick);
		System.out.printf("  %s: %s%n", result.met() ? "met" : "MISSED", result.measured());
		return result;
	}

}
