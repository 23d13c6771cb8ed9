package io.github.customeriospring.app.catalog;

import java.util.Locale;

/**
 * The length of a period in {@link Metrics}.
 *
 * @since 0.1.0
 */
public enum MetricsPeriod {

	/**
	 * Hours, at most 24.
	 */
	HOURS(24),

	/**
	 * Days, at most 45.
	 */
	DAYS(45),

	/**
	 * Weeks, at most 12.
	 */
	WEEKS(12),

	/**
	 * Months, at most 121; for campaigns Customer.io documents 120.
	 */
	MONTHS(121);

	private final int maxSteps;

	MetricsPeriod(int maxSteps) {
		this.maxSteps = maxSteps;
	}

	/**
	 * Return the maximum number of periods.
	 * @return how many periods can be requested
	 */
	public int maxSteps() {
		return this.maxSteps;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
