package io.github.customeriospring.queue.memory;

import java.time.Duration;

import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The queue.
 *
 * @param store Where what waits is kept: in memory, in a file, or in the application's
 * database.
 * @param deadLetterRetention How long dead letters are kept; a queue in memory keeps
 * none.
 * @param capacity Most operations queued and under way.
 * @param maxBytes Most memory that they may take, what is beside their JSON included.
 * @param maxWait How long an operation that is sent reactively waits for room.
 * @param maxWaiting Most operations that wait for room.
 * @param maxAge How old an operation may become before it is given up.
 * @param concurrency How many requests may be under way at the same time.
 * @param batchSize Most operations in a request.
 * @param batchBytes Most bytes of a request.
 * @param linger How long the first operation of a request waits for others.
 */
@ConfigurationProperties("customerio.queue")
record QueueProperties(@DefaultValue("memory") Store store, @DefaultValue("30d") Duration deadLetterRetention,
		@DefaultValue("100000") int capacity, @DefaultValue("128MB") DataSize maxBytes,
		@DefaultValue("10s") Duration maxWait, @DefaultValue("10000") int maxWaiting,
		@DefaultValue("24h") Duration maxAge, @DefaultValue("10") int concurrency, @DefaultValue("1000") int batchSize,
		@DefaultValue("475000B") DataSize batchBytes, @DefaultValue("50ms") Duration linger) {

	/** Less is a number whose unit was forgotten. */
	private static final Duration LEAST_AGE = Duration.ofSeconds(1);

	QueueProperties {
		checkAge("dead-letter-retention", deadLetterRetention);
		checkAge("max-age", maxAge);
		batches(batchSize, batchBytes, linger, concurrency, maxAge); // checks them
		new Bounds(capacity, maxBytes.toBytes(), maxWaiting, maxWait);
	}

	static void checkAge(String name, Duration age) {
		Assert.isTrue(age.compareTo(LEAST_AGE) >= 0, () -> "'" + name + "' must be at least 1 second, was " + age
				+ "; a number without a unit counts milliseconds");
	}

	BatchSettings batches() {
		return batches(this.batchSize, this.batchBytes, this.linger, this.concurrency, this.maxAge);
	}

	Bounds bounds() {
		return new Bounds(this.capacity, this.maxBytes.toBytes(), this.maxWaiting, this.maxWait);
	}

	static BatchSettings batches(int batchSize, DataSize batchBytes, Duration linger, int concurrency,
			Duration maxAge) {
		return new BatchSettings(batchSize, batchBytes.toBytes(), linger, concurrency, maxAge);
	}

	/**
	 * Where what waits is kept.
	 */
	enum Store {

		/** In memory. */
		MEMORY,

		/** In a file. */
		FILE,

		/** In the application's database. */
		JDBC

	}

}
