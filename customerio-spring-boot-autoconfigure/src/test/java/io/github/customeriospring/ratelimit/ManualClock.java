package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that moves only when told to.
 */
final class ManualClock implements LongSupplier {

	// near the overflow, as System.nanoTime() may be
	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

	@Override
	public long getAsLong() {
		return this.nanos.get();
	}

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	void advanceMillis(long millis) {
		advance(Duration.ofMillis(millis));
	}

}
