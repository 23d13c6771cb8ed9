package io.github.customeriospring.benchmarks.scenario;

import java.util.List;

/**
 * What came out of a scenario.
 *
 * @param name its name
 * @param title a heading
 * @param description what happened
 * @param limit the server's limit over time
 * @param outcomes one for each client, ours first
 */
public record ScenarioResult(String name, String title, String description, List<LimitStep> limit,
		List<Outcome> outcomes) {

	/**
	 * What came out for us.
	 * @return our outcome
	 */
	public Outcome ours() {
		return this.outcomes.get(0);
	}

}
