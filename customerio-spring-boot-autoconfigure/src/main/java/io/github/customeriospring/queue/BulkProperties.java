package io.github.customeriospring.queue;

import java.time.Duration;

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
 */
@ConfigurationProperties("customerio.bulk")
record BulkProperties(@DefaultValue("50") int rate, @DefaultValue("4") int concurrency,
		@DefaultValue("1000") int batchSize, @DefaultValue("475000B") DataSize batchBytes,
		@DefaultValue("1s") Duration linger) {

	BulkProperties {
		Assert.isTrue(rate > 0, () -> "'rate' must be positive, was " + rate);
		QueueProperties.checkBatches(concurrency, batchSize, batchBytes, linger);
	}

	BatchSettings batches() {
		return new BatchSettings(this.batchSize, (int) this.batchBytes.toBytes(), this.linger, this.concurrency);
	}

}
