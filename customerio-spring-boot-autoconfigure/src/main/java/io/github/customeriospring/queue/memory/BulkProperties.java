package io.github.customeriospring.queue.memory;

import java.time.Duration;

import io.github.customeriospring.queue.BatchSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Bulk imports.
 *
 * @param rate Most requests started in a second, by all imports together.
 * @param concurrency How many requests of an import may be under way at the same time.
 * @param batchSize Most operations in a request.
 * @param batchBytes Most bytes of a request.
 * @param linger How long the first operation of a request waits for others if the source
 * is slow.
 * @param giveUpAfter How long an import waits for Customer.io while nothing is accepted,
 * before it ends with an error.
 */
@ConfigurationProperties("customerio.bulk")
record BulkProperties(@DefaultValue("50") int rate, @DefaultValue("4") int concurrency,
		@DefaultValue("1000") int batchSize, @DefaultValue("475000B") DataSize batchBytes,
		@DefaultValue("1s") Duration linger, @DefaultValue("15m") Duration giveUpAfter) {

	private static final int MAX_RATE = 1_000_000;

	private static final Duration MAX_AGE = Duration.ofDays(3650);

	BulkProperties {
		Assert.isTrue(rate > 0 && rate <= MAX_RATE, () -> "'rate' must be from 1 to " + MAX_RATE + ", was " + rate);
		QueueProperties.checkAge("give-up-after", giveUpAfter);
		Assert.isTrue(giveUpAfter.compareTo(MAX_AGE) <= 0,
				() -> "'give-up-after' must be at most " + MAX_AGE + ", was " + giveUpAfter);
		// checks the rest
		QueueProperties.batches(batchSize, batchBytes, linger, concurrency, MAX_AGE);
	}

	BatchSettings batches() {
		return QueueProperties.batches(this.batchSize, this.batchBytes, this.linger, this.concurrency, MAX_AGE);
	}

}
