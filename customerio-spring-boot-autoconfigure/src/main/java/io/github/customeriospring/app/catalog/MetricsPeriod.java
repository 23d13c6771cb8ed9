package io.github.customeriospring.app.catalog;

import java.util.Locale;

/**
 * The unit of time of {@link Metrics}.
 *
 * @since 0.1.0
 */
public enum MetricsPeriod {

	/**
	 * Hours, 24 at most.
	 */
	HOURS(24),

	/**
	 * Days, 45 at most.
	 */
	DAYS(45),

	/**
	 * Weeks, 12 at most.
	 */
	WEEKS(12),

	/**
	 * Months, 121 at most; of campaigns Customer.io says 120.
	 */
	MONTHS(121);

	private final int maxSteps;

	MetricsPeriod(int maxSteps) {
		this.maxSteps = maxSteps;
	}

	/**
	 * Return how many periods Customer.io knows.
	 * @return the most periods that can be asked for
	 */
	public int maxSteps() {
		return this.maxSteps;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
