package io.github.customeriospring.queue;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How operations are packed into requests.
 *
 * @param maxOperations most operations in a request, from 1 to 10,000; Customer.io names
 * no limit, others use up to 1,000
 * @param maxBytes most bytes of a request; Customer.io takes less than 500 KB
 * @param linger how long the first operation of a request waits for others, at most a day
 * @param concurrency how many requests may be under way at the same time, from 1 to 1,000
 * @param maxAge how old an operation may become, positive and at most ten years
 * @since 0.1.0
 */
public record BatchSettings(int maxOperations, long maxBytes, Duration linger, int concurrency, Duration maxAge) {

	private static final int MAX_OPERATIONS = 10_000;

	/** The largest operation, and what is around it. */
	private static final int MIN_BYTES = 33_000;

	/** Customer.io takes less than 500 KB. */
	private static final int MAX_BYTES = 499_999;

	private static final int MAX_CONCURRENCY = 1000;

	private static final Duration MAX_LINGER = Duration.ofDays(1);

	private static final Duration MAX_AGE = Duration.ofDays(3650);

	public BatchSettings {
		Assert.isTrue(maxOperations > 0 && maxOperations <= MAX_OPERATIONS,
				() -> "'batch-size' must be from 1 to " + MAX_OPERATIONS + ", was " + maxOperations);
		Assert.isTrue(maxBytes >= MIN_BYTES && maxBytes <= MAX_BYTES,
				() -> "'batch-bytes' must be from " + MIN_BYTES + "B to " + MAX_BYTES + "B, was " + maxBytes + "B");
		Assert.isTrue(!linger.isNegative() && linger.compareTo(MAX_LINGER) <= 0,
				() -> "'linger' must be from 0 to " + MAX_LINGER + ", was " + linger);
		Assert.isTrue(concurrency > 0 && concurrency <= MAX_CONCURRENCY,
				() -> "'concurrency' must be from 1 to " + MAX_CONCURRENCY + ", was " + concurrency);
		Assert.isTrue(maxAge.compareTo(Duration.ZERO) > 0 && maxAge.compareTo(MAX_AGE) <= 0,
				() -> "'max-age' must be positive and at most " + MAX_AGE + ", was " + maxAge);
	}

}
