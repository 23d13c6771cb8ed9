package io.github.customeriospring.benchmarks;

/**
 * A part of the benchmarks that can be run alone.
 */
public interface Part {

	/**
	 * The name by which it is asked for and its result is kept.
	 * @return the name
	 */
	String name();

	/**
	 * Run it.
	 * @param quick whether a small version is enough
	 * @return the result, a record
	 * @throws Exception if it cannot be run
	 */
	Object run(boolean quick) throws Exception;

}
