package io.github.customeriospring.queue;

import org.springframework.util.Assert;

/**
 * How much a queue holds, what is under way included.
 *
 * @param operations most operations, positive
 * @param bytes most bytes of their JSON, positive
 * @param whenFull what to do with more
 * @since 0.1.0
 */
public record QueueBounds(int operations, long bytes, WhenFull whenFull) {

	public QueueBounds {
		Assert.isTrue(operations > 0, () -> "'operations' must be positive, was " + operations);
		Assert.isTrue(bytes > 0, () -> "'bytes' must be positive, was " + bytes);
	}

}
