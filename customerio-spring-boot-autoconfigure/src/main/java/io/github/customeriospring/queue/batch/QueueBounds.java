package io.github.customeriospring.queue.batch;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How much there may be at once, what is under way included.
 *
 * @param operations most operations, positive
 * @param bytes most bytes, with what they take beside their JSON, positive
 * @param waiting how many may wait for room, not negative
 * @param maxWait how long they wait, not negative and at most a day
 * @since 0.1.0
 */
public record QueueBounds(int operations, long bytes, int waiting, Duration maxWait) {

	private static final Duration LONGEST_WAIT = Duration.ofDays(1);

	/** Where whoever hands in bounds it. */
	public static final QueueBounds NONE = new QueueBounds(Integer.MAX_VALUE, Long.MAX_VALUE, 0, Duration.ZERO);

	public QueueBounds {
		Assert.isTrue(operations > 0, () -> "'capacity' must be positive, was " + operations);
		Assert.isTrue(bytes > 0, () -> "'max-bytes' must be positive, was " + bytes + "B");
		Assert.isTrue(waiting >= 0, () -> "'max-waiting' must not be negative, was " + waiting);
		Assert.isTrue(!maxWait.isNegative() && maxWait.compareTo(LONGEST_WAIT) <= 0,
				() -> "'max-wait' must be from 0 to " + LONGEST_WAIT + ", was " + maxWait);
	}

}
