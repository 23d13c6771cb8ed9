package io.github.customeriospring.benchmarks.virtual;

import java.util.List;

/**
 * What came out of runs in virtual time.
 *
 * @param calls how many calls a run makes
 * @param figures one for each weather
 */
public record VirtualResult(int calls, List<Figure> figures) {

	/**
	 * What came out in one weather. All shares are from 0 to 1.
	 *
	 * @param weather the weather
	 * @param runs how many runs, each with its own seed
	 * @param refused refused requests for each call, the mean of the runs
	 * @param worstRefused the most of a run
	 * @param share the part of the limit that was used, the mean
	 * @param worstShare the least of a run
	 */
	public record Figure(Weather weather, int runs, double refused, double worstRefused, double share,
			double worstShare) {

	}

	/**
	 * Find what came out.
	 * @param weather in this weather
	 * @return the figure
	 */
	public Figure figure(Weather weather) {
		return this.figures.stream().filter((figure) -> figure.weather().equals(weather)).findFirst().orElseThrow();
	}

}
