package io.github.customeriospring.queue;

import java.time.Duration;

import io.github.customeriospring.TrackOperation;

import org.springframework.util.Assert;

/**
 * How operations are packed into requests.
 *
 * @param maxOperations most operations in a request; Customer.io names no limit, others
 * use up to 1,000
 * @param maxBytes most bytes of a request; Customer.io takes less than 500 KB
 * @param linger how long the first operation of a request waits for others
 * @param concurrency how many requests may be under way at the same time
 * @since 0.1.0
 */
public record BatchSettings(int maxOperations, int maxBytes, Duration linger, int concurrency) {

	private static final int MAX_BYTES = 500_000;

	public BatchSettings {
		Assert.isTrue(maxOperations > 0, () -> "'maxOperations' must be positive, was " + maxOperations);
		Assert.isTrue(maxBytes > TrackOperation.MAX_BYTES + BatchTransport.WRAPPER_BYTES && maxBytes < MAX_BYTES,
				() -> "'maxBytes' must hold the largest operation and be less than " + MAX_BYTES + ", was " + maxBytes);
		Assert.isTrue(!linger.isNegative(), () -> "'linger' must not be negative, was " + linger);
		Assert.isTrue(concurrency > 0, () -> "'concurrency' must be positive, was " + concurrency);
	}

}
