package io.github.customeriospring.benchmarks.permit;

import java.util.List;

/**
 * What permits cost.
 *
 * @param figures one for each limiter and number of threads
 */
public record PermitResult(List<Figure> figures) {

	/**
	 * What a permit costs.
	 *
	 * @param limiter whose permit
	 * @param threads how many take permits at the same time
	 * @param nanos the time that one takes
	 * @param error the half width of its confidence interval (99.9 %)
	 * @param bytes what is allocated for it
	 */
	public record Figure(Limiter limiter, int threads, double nanos, double error, double bytes) {

	}

}
