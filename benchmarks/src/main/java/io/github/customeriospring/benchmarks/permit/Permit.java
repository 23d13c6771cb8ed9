package io.github.customeriospring.benchmarks.permit;

/**
 * Takes one permit.
 */
@FunctionalInterface
public interface Permit {

	/**
	 * Take one.
	 * @return whether there was one
	 */
	boolean take();

}
