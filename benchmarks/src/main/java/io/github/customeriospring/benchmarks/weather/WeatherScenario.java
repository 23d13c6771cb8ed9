package io.github.customeriospring.benchmarks.weather;

/**
 * Some bad weather, and what must come through it.
 */
public interface WeatherScenario {

	/** One word. */
	String name();

	/** What happens. */
	String weather(boolean quick);

	/** What is promised. */
	String bar(boolean quick);

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
