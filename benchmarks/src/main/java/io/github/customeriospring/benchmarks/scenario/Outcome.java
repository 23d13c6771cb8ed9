package io.github.customeriospring.benchmarks.scenario;

import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.report.Rates;
import io.github.customeriospring.benchmarks.server.Arrival;

/**
 * What came out of a scenario for one client.
 *
 * @param client its title
 * @param calls the calls that were not cancelled
 * @param accepted requests that took effect
 * @param refused requests answered with 429
 * @param failed requests answered otherwise
 * @param lost calls whose callers got an error
 * @param unended calls that did not end in time
 * @param seconds from the first to the last accepted arrival
 * @param share the part of what the limit allowed that was used
 * @param acceptedRate accepted requests in the last second, ten values a second
 * @param refusedRate refused requests in the last second, ten values a second
 * @param figures what the scenario measures beside that
 * @param errors what callers got in place of an answer
 */
public record Outcome(String client, int calls, int accepted, int refused, int failed, int lost, int unended,
		double seconds, double share, List<Integer> acceptedRate, List<Integer> refusedRate,
		Map<String, Double> figures, Map<String, Integer> errors) {

	static Outcome of(String client, Stage stage, List<Arrival> arrivals, List<LimitStep> limit, double until) {
		Rates accepted = Rates.accepted(arrivals);
		Rates refused = Rates.refused(arrivals);
		Calls calls = stage.calls();
		double from = accepted.first();
		double to = Math.min(until, accepted.last());
		int failed = arrivals.size() - accepted.count() - refused.count();
		return new Outcome(client, calls.started() - calls.count(Calls.End.CANCELLED), accepted.count(),
				refused.count(), failed, calls.count(Calls.End.LOST), calls.count(Calls.End.OPEN),
				accepted.last() - from, accepted.countUntil(until) / LimitStep.capacity(limit, from, to),
				accepted.lastSecond(accepted.last()), refused.lastSecond(accepted.last()), stage.figures(),
				calls.errors());
	}

	/**
	 * The share of refused requests.
	 * @return refused requests for each call
	 */
	public double refusedShare() {
		return (double) this.refused / Math.max(1, this.calls);
	}

}
