package io.github.customeriospring.benchmarks.store;

import java.util.List;
import java.util.stream.Stream;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.weather.WeatherResult;

/**
 * Plays one scenario of a queue that outlives its process.
 */
public final class StorePart implements Part {

	private final StoreScenario scenario;

	private StorePart(StoreScenario scenario) {
		this.scenario = scenario;
	}

	/**
	 * List the scenarios.
	 * @return a part for each
	 */
	public static List<Part> all() {
		return Stream
			.of(new KilledFile(), new KilledInstances(), new Throughput("file"), new Throughput("postgres"),
					new FullStart("file"), new FullStart("postgres"), new DatabaseAway(), new HeldSnapshot())
			.<Part>map(StorePart::new)
			.toList();
	}

	@Override
	public String name() {
		return "store-" + this.scenario.name();
	}

	@Override
	public WeatherResult run(boolean quick) throws Exception {
		StoreScenario.Finding finding = this.scenario.play(quick);
		System.out.printf("  %s: %s%n", finding.met() ? "met" : "MISSED", finding.measured());
		return new WeatherResult(this.scenario.story(quick), this.scenario.bar(), finding.measured(), finding.met());
	}

}
