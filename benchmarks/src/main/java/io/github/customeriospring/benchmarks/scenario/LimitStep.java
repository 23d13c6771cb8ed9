package io.github.customeriospring.benchmarks.scenario;

import java.util.List;

/**
 * The server's limit from some time on.
 *
 * @param fromSeconds the time
 * @param limit requests in any second
 */
public record LimitStep(double fromSeconds, int limit) {

	/**
	 * How many requests the server would accept in a time, had it forgotten all before.
	 * @param steps the limit, by time
	 * @param from the start in seconds
	 * @param to the end in seconds
	 * @return the number of requests
	 */
	public static double capacity(List<LimitStep> steps, double from, double to) {
		double sum = steps.get(0).limit(); // the first second's may all come at once
		for (int i = 0; i < steps.size(); i++) {
			double begin = Math.max(from, (i == 0) ? from : steps.get(i).fromSeconds());
			double end = Math.min(to, (i + 1 < steps.size()) ? steps.get(i + 1).fromSeconds() : to);
			sum += Math.max(0, end - begin) * steps.get(i).limit();
		}
		return sum;
	}

}
