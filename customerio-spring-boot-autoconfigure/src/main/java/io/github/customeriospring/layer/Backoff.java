package io.github.customeriospring.layer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The delay before a retry. It grows exponentially, with jitter. It is at least as long
 * as the server asked for, but never longer than the maximum.
 * <table>
 * <caption>With a base of 1 s, a maximum of 60 s and a jitter of 25 %</caption>
 * <tr>
 * <th>retry</th>
 * <th>delay</th>
 * </tr>
 * <tr>
 * <td>1</td>
 * <td>0.75 to 1.25 s</td>
 * </tr>
 * <tr>
 * <td>2</td>
 * <td>1.5 to 2.5 s</td>
 * </tr>
 * <tr>
 * <td>7 and later</td>
 * <td>45 to 60 s</td>
 * </tr>
 * </table>
 *
 * @since 0.1.0
 */
public final class Backoff {

	private final Duration base;

	private final Duration max;

	private final double jitter;

	private final DoubleSupplier random;

	/**
	 * Create a backoff.
	 * @param base the delay before the first retry, positive
	 * @param max the maximum delay, at least the base
	 * @param jitter the part of a delay that is random, from 0 to 1
	 */
	public Backoff(Duration base, Duration max, double jitter) {
		this(base, max, jitter, () -> ThreadLocalRandom.current().nextDouble());
	}

	Backoff(Duration base, Duration max, double jitter, DoubleSupplier random) {
		Assert.isTrue(base.compareTo(Duration.ZERO) > 0, () -> "'base' must be positive, was " + base);
		Assert.isTrue(max.compareTo(base) >= 0, () -> "'max' must be at least " + base + ", was " + max);
		Assert.isTrue(jitter >= 0 && jitter <= 1, () -> "'jitter' must be from 0 to 1, was " + jitter);
		this.base = base;
		this.max = max;
		this.jitter = jitter;
		this.random = random;
	}

	/**
	 * Return the delay before a retry.
	 * @param retry the number of the retry, starting at 1
	 * @return the delay, at most the maximum
	 */
	public Duration delay(int retry) {
		return delay(retry, null);
	}

	/**
	 * Return the delay before a retry.
	 * @param retry the number of the retry, starting at 1
	 * @param retryAfter how long the server asked to wait, or {@code null} if it did not
	 * ask
	 * @return the delay, at least {@code retryAfter} but at most the maximum
	 */
	public Duration delay(int retry, @Nullable Duration retryAfter) {
		Assert.isTrue(retry > 0, () -> "'retry' must be positive, was " + retry);
		double cap = this.max.toNanos();
		double exponential = Math.min(cap, this.base.toNanos() * Math.pow(2, retry - 1));
		double spread = 1 + this.jitter * (2 * this.random.getAsDouble() - 1);
		Duration delay = Duration.ofNanos(Math.round(Math.min(cap, exponential * spread)));
		if (retryAfter == null || retryAfter.compareTo(delay) <= 0) {
			return delay;
		}
		return (retryAfter.compareTo(this.max) < 0) ? retryAfter : this.max;
	}

}
