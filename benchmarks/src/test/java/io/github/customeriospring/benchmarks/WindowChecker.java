package io.github.customeriospring.benchmarks;

import java.util.Arrays;

/**
 * Finds the most times that lie in any window. Knows nothing of limiters.
 */
final class WindowChecker {

	private WindowChecker() {
	}

	/**
	 * Slide a window over times.
	 * @param times in any order
	 * @param window its length; a time at its end lies outside
	 * @return the most times in it
	 */
	static int mostInAnyWindow(long[] times, long window) {
		long[] sorted = times.clone();
		Arrays.sort(sorted);
		int most = 0;
		int first = 0;
		for (int last = 0; last < sorted.length; last++) {
			while (sorted[last] - sorted[first] >= window) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		return most;
	}

}
