package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sending: what is loaded still goes, up to a deadline; the rest stays.
 */
final class StoreShutdown {

	private static final Logger logger = LoggerFactory.getLogger(StoreShutdown.class);

	private static final String SHUTDOWN = "the application shuts down";

	private static final Duration LAST_NOTE = Duration.ofSeconds(2);

	private final Dispatcher dispatcher;

	private final StoreWorker worker;

	private final Duration timeout;

	StoreShutdown(Dispatcher dispatcher, StoreWorker worker, Duration timeout) {
		this.dispatcher = dispatcher;
		this.worker = worker;
		this.timeout = timeout;
	}

	/** Blocks until it is done. */
	void run() throws InterruptedException {
		this.worker.stopLoading();
		if (this.dispatcher.stats().paused()) {
			leaveTheRest(); // but what is under way has its time
		}
		this.dispatcher.flush();
		if (!isEmptyWithin(this.timeout)) {
			int count = leaveTheRest();
			int unknown = this.dispatcher.abandon(SHUTDOWN);
			logger.info("{} operations that were about to be sent stay in the queue's store; {} of them may have "
					+ "arrived and will be sent again", count, unknown);
			isEmptyWithin(LAST_NOTE);
		}
		this.worker.stop();
	}

	/** What is not under way, now or when it comes back. */
	private int leaveTheRest() throws InterruptedException {
		int count = await(this.worker.keepTheRest(), LAST_NOTE, 0);
		this.dispatcher.clear(Reason.SHUTTING_DOWN, SHUTDOWN);
		return count;
	}

	private boolean isEmptyWithin(Duration most) throws InterruptedException {
		return await(this.worker.empty(false).thenApply((empty) -> true), most, false);
	}

	private static <T> T await(CompletableFuture<T> future, Duration most, T otherwise) throws InterruptedException {
		try {
			return future.get(most.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			return otherwise;
		}
	}

}
