package io.github.customeriospring.sample.live;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How many a second, from a count that only grows.
 * <p>
 * A limit of 100 in any second is used up in a few milliseconds and again a little more
 * than a second later, so that counts of single seconds jump between 0 and 200. This is
 * the mean of the {@value #SAMPLES_PER_SECOND} seconds that ended in the last one. Not
 * thread-safe.
 */
final class Rate {

	static final int SAMPLES_PER_SECOND = 20;

	private static final double NANOS_PER_SECOND = 1e9;

	private final DoubleSupplier count;

	private final LongSupplier nanoClock;

	private final double[] counts = new double[2 * SAMPLES_PER_SECOND];

	private final long[] nanos = new long[this.counts.length];

	private int next;

	Rate(DoubleSupplier count, LongSupplier nanoClock) {
		this.count = count;
		this.nanoClock = nanoClock;
		long now = nanoClock.getAsLong();
		Arrays.fill(this.counts, count.getAsDouble());
		Arrays.setAll(this.nanos,
				(i) -> now - (long) ((this.nanos.length - i) * NANOS_PER_SECOND / SAMPLES_PER_SECOND));
	}

	/** To be called {@value #SAMPLES_PER_SECOND} times a second. */
	void sample() {
		this.counts[this.next] = this.count.getAsDouble();
		this.nanos[this.next] = this.nanoClock.getAsLong();
		this.next = (this.next + 1) % this.counts.length;
	}

	double perSecond() {
		double sum = 0;
		for (int i = 0; i < SAMPLES_PER_SECOND; i++) {
			int older = (this.next + i) % this.counts.length;
			int newer = (older + SAMPLES_PER_SECOND) % this.counts.length;
			double seconds = (this.nanos[newer] - this.nanos[older]) / NANOS_PER_SECOND;
			sum += (this.counts[newer] - this.counts[older]) / seconds;
		}
		return sum / SAMPLES_PER_SECOND;
	}

}
