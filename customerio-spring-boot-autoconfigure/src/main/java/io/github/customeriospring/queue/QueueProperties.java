package io.github.customeriospring.queue;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The queue in memory.
 *
 * @param capacity Most operations queued and under way.
 * @param maxSize Most bytes of them.
 * @param whenFull What to do with an operation that finds the queue full.
 * @param concurrency How many requests may be under way at the same time.
 * @param batchSize Most operations in a request.
 * @param batchBytes Most bytes of a request.
 * @param linger How long the first operation of a request waits for others.
 */
@ConfigurationProperties("customerio.queue")
record QueueProperties(@DefaultValue("100000") int capacity, @DefaultValue("64MB") DataSize maxSize,
		@DefaultValue("wait") WhenFull whenFull, @DefaultValue("10") int concurrency,
		@DefaultValue("1000") int batchSize, @DefaultValue("475000B") DataSize batchBytes,
		@DefaultValue("50ms") Duration linger) {

	/** The largest operation and what is around it. */
	private static final int MIN_BATCH_BYTES = 33_000;

	/** Customer.io takes less than 500 KB. */
	private static final int MAX_BATCH_BYTES = 499_999;

	QueueProperties {
		Assert.isTrue(capacity > 0, () -> "'capacity' must be positive, was " + capacity);
		Assert.isTrue(maxSize.toBytes() > 0, () -> "'max-size' must be positive, was " + maxSize);
		checkBatches(concurrency, batchSize, batchBytes, linger);
	}

	BatchSettings batches() {
		return new BatchSettings(this.batchSize, (int) this.batchBytes.toBytes(), this.linger, this.concurrency);
	}

	/** As {@link BatchSettings} does, but in the words of the properties. */
	static void checkBatches(int concurrency, int batchSize, DataSize batchBytes, Duration linger) {
		Assert.isTrue(concurrency > 0, () -> "'concurrency' must be positive, was " + concurrency);
		Assert.isTrue(batchSize > 0, () -> "'batch-size' must be positive, was " + batchSize);
		Assert.isTrue(batchBytes.toBytes() >= MIN_BATCH_BYTES && batchBytes.toBytes() <= MAX_BATCH_BYTES,
				() -> "'batch-bytes' must be from " + MIN_BATCH_BYTES + "B to " + MAX_BATCH_BYTES + "B, was "
						+ batchBytes);
		Assert.isTrue(!linger.isNegative(), () -> "'linger' must not be negative, was " + linger);
	}

}
