package io.github.customeriospring.benchmarks.weather;

import java.util.List;
import java.util.stream.Stream;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.weather.child.ColdBurst;
import io.github.customeriospring.benchmarks.weather.child.FullQueue;
import io.github.customeriospring.benchmarks.weather.child.ImportOutage;
import io.github.customeriospring.benchmarks.weather.child.QueueMemory;
import io.github.customeriospring.benchmarks.weather.child.Terminated;

/**
 * Plays one scenario of bad weather.
 */
public final class WeatherPart implements Part {

	private final WeatherScenario scenario;

	private WeatherPart(WeatherScenario scenario) {
		this.scenario = scenario;
	}

	/**
	 * List the scenarios.
	 * @return a part for each
	 */
	public static List<Part> all() {
		return Stream
			.of(new Outage("refused"), new Outage("503"), new Outage("none"), new Flapping(), new Poison("500"),
					new Poison("none"), new ImportOutage(), new StrayRefusal(), new ColdBurst(), new TwoInstances(),
					new Terminated("20s", false), new Terminated("20s", true), new Terminated("1s", false),
					new OneIdentity(), new BlockingCallbacks(), new ManyErrors(), new QueueMemory(), new FullQueue())
			.<Part>map(WeatherPart::new)
			.toList();
	}

	@Override
	public String name() {
		return "weather-" + this.scenario.name();
	}

	@Override
	public WeatherResult run(boolean quick) throws Exception {
		WeatherScenario.Finding finding = this.scenario.play(quick);
		WeatherResult result = new WeatherResult(this.scenario.weather(quick), this.scenario.bar(quick),
				finding.measured(), finding.met());
		System.out.printf("  %s: %s%n", result.met() ? "met" : "MISSED", result.measured());
		return result;
	}

}
