package io.github.customeriospring.benchmarks.report;

import java.util.Collection;

/**
 * Arithmetic on measured values.
 */
public final class Statistics {

	private Statistics() {
	}

	/**
	 * The smallest value that so many percent of the values do not exceed.
	 * @param values in any order
	 * @param percent from 0 to 100
	 * @return the value, not a number if there are none
	 */
	public static double percentile(Collection<Double> values, double percent) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		if (sorted.length == 0) {
			return Double.NaN;
		}
		int rank = (int) Math.ceil(percent / 100 * sorted.length);
		return sorted[Math.max(0, rank - 1)];
	}

	/**
	 * The median, the lower one of two.
	 * @param values in any order
	 * @return the median, not a number if there are none
	 */
	public static double median(Collection<Double> values) {
		return percentile(values, 50);
	}

	/**
	 * The mean.
	 * @param values the values
	 * @return the mean, not a number if there are none
	 */
	public static double mean(Collection<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
	}

}
