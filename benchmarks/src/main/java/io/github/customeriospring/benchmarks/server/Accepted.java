package io.github.customeriospring.benchmarks.server;

/**
 * What the server accepted.
 *
 * @param operations how many, each as often as it came
 * @param people how many different people they named
 */
public record Accepted(long operations, int people) {

	/**
	 * Whether operations for so many people came, once each.
	 * @param count how many were handed in
	 * @return whether none is missing and none came twice
	 */
	public boolean isEachOnce(long count) {
		return this.operations == count && this.people == count;
	}

	@Override
	public String toString() {
		return "%,d arrived of %,d people".formatted(this.operations, this.people);
	}

}
