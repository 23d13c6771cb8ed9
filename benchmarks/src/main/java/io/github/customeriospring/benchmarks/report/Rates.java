package io.github.customeriospring.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.github.customeriospring.benchmarks.server.Arrival;

/**
 * How many of some events there were in which time.
 */
public final class Rates {

	private static final double STEP = 0.1;

	/** In seconds, in order. */
	private final double[] times;

	/**
	 * Create rates.
	 * @param times when the events were, in seconds
	 */
	public Rates(double[] times) {
		this.times = times.clone();
		Arrays.sort(this.times);
	}

	/**
	 * Take the accepted ones.
	 * @param arrivals of requests
	 * @return their rates
	 */
	public static Rates accepted(List<Arrival> arrivals) {
		return of(arrivals, Arrival::isAccepted);
	}

	/**
	 * Take the refused ones.
	 * @param arrivals of requests
	 * @return their rates
	 */
	public static Rates refused(List<Arrival> arrivals) {
		return of(arrivals, Arrival::isRefused);
	}

	private static Rates of(List<Arrival> arrivals, Predicate<Arrival> which) {
		return new Rates(arrivals.stream().filter(which).mapToDouble((arrival) -> arrival.micros() / 1e6).toArray());
	}

	/**
	 * Count all.
	 * @return how many there are
	 */
	public int count() {
		return this.times.length;
	}

	/**
	 * Count those before a time.
	 * @param time in seconds
	 * @return how many there are until then
	 */
	public int countUntil(double time) {
		int index = Arrays.binarySearch(this.times, time);
		if (index < 0) {
			return -index - 1;
		}
		while (index > 0 && this.times[index - 1] == time) {
			index--;
		}
		return index;
	}

	/**
	 * When the first one was.
	 * @return the time in seconds, zero if there is none
	 */
	public double first() {
		return (this.times.length > 0) ? this.times[0] : 0;
	}

	/**
	 * When the last one was.
	 * @return the time in seconds, zero if there is none
	 */
	public double last() {
		return (this.times.length > 0) ? this.times[this.times.length - 1] : 0;
	}

	/**
	 * Count those of the last second at each tenth of a second.
	 * @param until the end in seconds
	 * @return the counts, the first at time zero
	 */
	public List<Integer> lastSecond(double until) {
		List<Integer> counts = new ArrayList<>();
		int last = (int) Math.ceil((until + 1) / STEP - 1e-6);
		for (int i = 0; i <= last; i++) {
			counts.add(countUntil(i * STEP) - countUntil(i * STEP - 1));
		}
		return counts;
	}

	/**
	 * Measure how long it took to come to a rate and to stay there on average.
	 * @param rate events a second
	 * @param from when the clock starts, in seconds
	 * @param to the end of what is looked at
	 * @return the seconds until the first whole second at this rate has passed, infinite
	 * if there is none
	 */
	public double reached(double rate, double from, double to) {
		for (double time = from; time + 1 <= to; time += STEP) {
			boolean now = countUntil(time + 1) - countUntil(time) >= rate;
			if (now && (countUntil(to) - countUntil(time)) / (to - time) >= rate) {
				return time + 1 - from;
			}
		}
		return Double.POSITIVE_INFINITY;
	}

}
