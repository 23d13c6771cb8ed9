package io.github.customeriospring.benchmarks.shared;

import java.util.List;

import io.github.customeriospring.benchmarks.server.Arrival;

/**
 * What the server saw, which counts a sliding window.
 *
 * @param arrivals all of it
 */
record Judge(List<Arrival> arrivals) {

	private static final long SECOND = 1_000_000;

	long refused() {
		return this.arrivals.stream().filter(Arrival::isRefused).count();
	}

	long accepted(double fromSeconds, double toSeconds) {
		return this.arrivals.stream()
			.filter(Arrival::isAccepted)
			.filter((it) -> it.micros() >= fromSeconds * SECOND && it.micros() < toSeconds * SECOND)
			.count();
	}

	long accepted() {
		return this.arrivals.stream().filter(Arrival::isAccepted).count();
	}

	/** From the first to the last that was accepted. */
	double seconds() {
		List<Long> times = this.arrivals.stream().filter(Arrival::isAccepted).map(Arrival::micros).sorted().toList();
		return times.isEmpty() ? 0 : (times.get(times.size() - 1) - times.get(0)) / (double) SECOND;
	}

	/**
	 * How much of the limit was used: the first window may be filled at once, so all but
	 * its calls take a window for each limit.
	 */
	double used(int limit) {
		return (accepted() - limit) / (limit * seconds());
	}

}
