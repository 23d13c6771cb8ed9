package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts results of an import.
 */
final class ImportCounter {

	private final long total;

	private final LongSupplier nanoClock;

	private final LongSupplier requests;

	private final long start;

	private final LongAdder done = new LongAdder();

	private final LongAdder failed = new LongAdder();

	ImportCounter(long total, LongSupplier nanoClock, LongSupplier requests) {
		this.total = total;
		this.nanoClock = nanoClock;
		this.requests = requests;
		this.start = nanoClock.getAsLong();
	}

	void count(ImportResult result) {
		this.done.increment();
		if (!result.isAccepted()) {
			this.failed.increment();
		}
	}

	ImportProgress progress() {
		return new ImportProgress(this.done.sum(), this.failed.sum(), this.requests.getAsLong(),
				Duration.ofNanos(this.nanoClock.getAsLong() - this.start), this.total);
	}

}
