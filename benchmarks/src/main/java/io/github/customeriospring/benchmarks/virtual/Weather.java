package io.github.customeriospring.benchmarks.virtual;

/**
 * The delays of a link, one way: a fixed part and a log-normal one.
 *
 * @param name what it is like
 * @param baseMillis the fixed part
 * @param medianMillis the median of the other
 * @param sigma the spread of the other
 */
public record Weather(String name, double baseMillis, double medianMillis, double sigma) {

	/** Continents apart. */
	public static final Weather WIDE_AREA = new Weather("wide area", 30, 8, 0.6);

	/** Some requests take very long. */
	public static final Weather HEAVY_TAIL = new Weather("heavy tail", 30, 10, 1.2);

}
