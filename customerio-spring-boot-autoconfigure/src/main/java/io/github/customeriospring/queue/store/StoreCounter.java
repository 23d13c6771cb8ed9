package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.queue.OperationStore;
import io.github.customeriospring.queue.OperationStore.Contents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is in the store, now and then and on a thread of its own, as that may take
 * a while: never more than a hundredth of the time.
 */
final class StoreCounter {

	private static final Logger logger = LoggerFactory.getLogger(StoreCounter.class);

	private static final long LEAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private static final int SHARE = 100;

	private final OperationStore store;

	private final StoreCapacity room;

	/** How long dead letters are kept. */
	private final Duration retention;

	private final InstantSource clock;

	private final SparseLog log = new SparseLog(System::nanoTime);

	private volatile Contents last = new Contents(0, 0, null, 0);

	private @Nullable CountDownLatch stopped;

	StoreCounter(OperationStore store, StoreCapacity room, Duration retention, InstantSource clock) {
		this.store = store;
		this.room = room;
		this.retention = retention;
		this.clock = clock;
	}

	void start() {
		CountDownLatch stopped = new CountDownLatch(1);
		this.stopped = stopped;
		Thread thread = new Thread(() -> run(stopped), "customerio-store-count");
		thread.setDaemon(true);
		thread.start();
	}

	private void run(CountDownLatch stopped) {
		boolean first = true;
		long pause = 0;
		try {
			while (!stopped.await(pause, TimeUnit.NANOSECONDS)) {
				long start = System.nanoTime();
				Contents contents = count();
				if (contents != null && first) {
					first = false;
					found(contents);
				}
				pause = Math.max(LEAST_PAUSE_NANOS, (System.nanoTime() - start) * SHARE);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable Contents count() {
		try {
			Contents contents = this.store.contents();
			this.room.set(contents.operations(), contents.bytes());
			this.last = contents;
			long purged = this.store.deadLetters().purge(this.clock.instant().minus(this.retention));
			if (purged > 0) {
				logger.info("Forgot {} dead letters that had been in {} for {}", purged, this.store.describe(),
						this.retention);
			}
			return contents;
		}
		catch (Throwable ex) {
			this.log.log((more) -> logger.warn("What is in {} cannot be counted{}: {}", this.store.describe(), more,
					ex.toString()));
			return null;
		}
	}

	private void found(Contents contents) {
		if (contents.operations() + contents.dead() > 0) {
			logger.info("Found {} operations ({} bytes, the oldest of {}) and {} dead letters in {}",
					contents.operations(), contents.bytes(), contents.oldest(), contents.dead(), this.store.describe());
		}
		else {
			logger.info("The queue is kept in {}, which is empty", this.store.describe());
		}
	}

	/** The age of the oldest operation, zero if there is none. */
	Duration oldest() {
		Instant oldest = this.last.oldest();
		Duration age = (oldest != null) ? Duration.between(oldest, this.clock.instant()) : Duration.ZERO;
		return age.isNegative() ? Duration.ZERO : age;
	}

	/** Nothing before the first count. */
	Contents last() {
		return this.last;
	}

	void stop() {
		CountDownLatch stopped = this.stopped;
		if (stopped != null) {
			stopped.countDown();
		}
	}

}
