package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * The one-way delay of a request or a response. It is drawn independently for each
 * direction.
 *
 * @since 0.1.0
 */
public final class NetworkDelay {

	private static final NetworkDelay NONE = new NetworkDelay("none", () -> 0);

	private final String description;

	private final LongSupplier nanos;

	private NetworkDelay(String description, LongSupplier nanos) {
		this.description = description;
		this.nanos = nanos;
	}

	/**
	 * No delay in addition to that of loopback.
	 * @return the delay, which is the default
	 */
	public static NetworkDelay none() {
		return NONE;
	}

	/**
	 * A constant delay.
	 * @param oneWay the delay in each direction, not negative
	 * @return the delay
	 */
	public static NetworkDelay fixed(Duration oneWay) {
		long nanos = checked("oneWay", oneWay);
		return new NetworkDelay(oneWay.toString(), () -> nanos);
	}

	/**
	 * A constant delay plus log-normal jitter, as is typical of wide-area links.
	 * @param base the constant part, not negative
	 * @param median the median of the jitter, not negative
	 * @param sigma the standard deviation of the jitter's logarithm, not negative; 0.6 is
	 * a link with much jitter
	 * @param seed the random seed
	 * @return the delay
	 */
	public static NetworkDelay logNormal(Duration base, Duration median, double sigma, long seed) {
		long baseNanos = checked("base", base);
		long medianNanos = checked("median", median);
		if (!(sigma >= 0) || Double.isInfinite(sigma)) {
			throw new IllegalArgumentException("'sigma' must be a number and not negative, was " + sigma);
		}
		Random random = new Random(seed);
		return new NetworkDelay("%s + log-normal(%s, %s)".formatted(base, median, sigma),
				() -> baseNanos + Math.round(medianNanos * Math.exp(sigma * random.nextGaussian())));
	}

	long nextNanos() {
		return this.nanos.getAsLong();
	}

	@Override
	public String toString() {
		return this.description;
	}

	private static long checked(String name, Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("'%s' must not be negative, was %s".formatted(name, duration));
		}
		return duration.toNanos();
	}

}
