package io.github.customeriospring.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;

import io.github.customeriospring.benchmarks.report.Machine;

/**
 * How a result came about, kept beside it: the page may be written later and elsewhere.
 *
 * @param date the day
 * @param machine what it ran on
 * @param quick whether it was a small version, whose figures say little
 */
public record Run(String date, String machine, boolean quick) {

	static Run now(boolean quick) {
		return new Run(LocalDate.now(ZoneOffset.UTC).toString(), Machine.describe(), quick);
	}

	/**
	 * Describe it.
	 * @return day, machine, and whether it was a small version
	 */
	public String describe() {
		return this.date + "; " + this.machine + (this.quick ? "; **a small version, whose figures say little**" : "");
	}

}
