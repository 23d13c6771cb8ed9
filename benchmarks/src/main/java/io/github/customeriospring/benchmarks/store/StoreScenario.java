package io.github.customeriospring.benchmarks.store;

/**
 * What happens to a queue that outlives its process, and what is promised.
 */
interface StoreScenario {

	/** One word. */
	String name();

	/** What happens. */
	String story(boolean quick);

	/** What is promised. */
	String bar();

	/** Let it happen. */
	Finding play(boolean quick) throws Exception;

	/**
	 * What was found.
	 *
	 * @param measured the figures
	 * @param met whether they keep what is promised
	 */
	record Finding(String measured, boolean met) {

	}

}
