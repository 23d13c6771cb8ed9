package io.github.customeriospring.benchmarks.report;

import java.util.Locale;

/**
 * Writes numbers for people.
 */
public final class Numbers {

	private Numbers() {
	}

	/**
	 * Write a number with as many digits as say something: three, or all before the
	 * point.
	 * @param value the number
	 * @return the text
	 */
	public static String of(double value) {
		if (Double.isNaN(value)) {
			return "–";
		}
		if (Double.isInfinite(value)) {
			return "never";
		}
		double size = Math.abs(value);
		int digits = (size >= 100 || value == Math.rint(value)) ? 0 : (size >= 10) ? 1 : (size >= 0.01) ? 2 : 4;
		return String.format(Locale.ROOT, "%,." + digits + "f", value);
	}

	/**
	 * Write a share.
	 * @param share from 0 to 1
	 * @return in percent
	 */
	public static String percent(double share) {
		return of(100 * share) + " %";
	}

}
