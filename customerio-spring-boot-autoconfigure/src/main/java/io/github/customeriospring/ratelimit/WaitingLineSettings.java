package io.github.customeriospring.ratelimit;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Bounds of a waiting line.
 *
 * @param capacity how many calls may wait, positive
 * @param maxWait the longest wait a call is let in for
 * @param maxInFlight how many calls may have a permit and no answer yet, positive
 * @since 0.1.0
 */
public record WaitingLineSettings(int capacity, Duration maxWait, int maxInFlight) {

	public WaitingLineSettings {
		Assert.isTrue(capacity > 0, () -> "'capacity' must be positive, was " + capacity);
		Assert.isTrue(!maxWait.isNegative(), () -> "'maxWait' must not be negative, was " + maxWait);
		Assert.isTrue(maxInFlight > 0, () -> "'maxInFlight' must be positive, was " + maxInFlight);
	}

}
