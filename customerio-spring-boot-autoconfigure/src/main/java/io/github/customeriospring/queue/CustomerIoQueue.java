package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.TrackOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.context.SmartLifecycle;

/**
 * Sends operations in the background, many in one request, and tells what became of each.
 * What is handed in for one identity keeps its order. The queue is in memory and bounded.
 *
 * @since 0.1.0
 */
public final class CustomerIoQueue implements SmartLifecycle {

	/** After the web server has finished its requests, before the connections close. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(CustomerIoQueue.class);

	private final BatchDispatcher dispatcher;

	private final QueueCapacity capacity;

	private final WhenFull whenFull;

	private final Duration shutdownTimeout;

	private final LongAdder sent = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private volatile boolean stopped;

	private volatile boolean running;

	/**
	 * Create a queue.
	 * @param transport sends the batches, limit and retry included
	 * @param batches how operations are packed
	 * @param bounds how many operations there may be
	 * @param shutdownTimeout how long stopping waits for what is queued
	 * @param scheduler wakes the queue
	 * @param listener told of the batches
	 * @param observer follows the operations, or {@code null} for nobody
	 */
	public CustomerIoQueue(CustomerIoTransport transport, BatchSettings batches, QueueBounds bounds,
			Duration shutdownTimeout, Scheduler scheduler, BatchListener listener,
			@Nullable OperationObserver observer) {
		this(transport, batches, bounds, shutdownTimeout, scheduler, listener, observer, System::nanoTime);
	}

	CustomerIoQueue(CustomerIoTransport transport, BatchSettings batches, QueueBounds bounds, Duration shutdownTimeout,
			Scheduler scheduler, BatchListener listener, @Nullable OperationObserver observer, LongSupplier nanoClock) {
		this.dispatcher = new BatchDispatcher(new BatchTransport(transport, Priority.QUEUED), batches, scheduler,
				nanoClock, listener, observer, Context.empty());
		this.capacity = new QueueCapacity(bounds.operations(), bounds.bytes());
		this.whenFull = bounds.whenFull();
		this.shutdownTimeout = shutdownTimeout;
	}

	/**
	 * Hand in an operation. Where the queue is full and waits, this blocks, so it must
	 * not be called on an event loop then.
	 * @param operation the operation
	 * @return completed when Customer.io accepted, on any thread; fails with a
	 * {@link io.github.customeriospring.CustomerIoException} otherwise. Cancelling it
	 * takes the operation out if it is not under way
	 */
	public CompletableFuture<Void> add(TrackOperation operation) {
		if (this.stopped) {
			return refuse(operation, "the application shuts down");
		}
		if (!this.capacity.tryAcquire(operation)) {
			if (this.whenFull == WhenFull.REJECT) {
				return refuse(operation, "the queue is full");
			}
			if (Schedulers.isInNonBlockingThread()) {
				return refuse(operation, "the queue is full, and this thread must not wait");
			}
			CompletableFuture<Void> room = this.capacity.acquire(operation);
			String interruption = await(room);
			if (interruption != null) {
				return refuse(operation, interruption);
			}
		}
		return enqueue(operation, new CompletableFuture<>(), Context.empty());
	}

	private static @Nullable String await(CompletableFuture<Void> room) {
		try {
			room.get();
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			// whether the room was granted at the last moment decides
			return room.cancel(false) ? "interrupted while it waited for room" : null;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Waiting for room does not fail", ex);
		}
	}

	/**
	 * Hand in an operation when subscribed, without ever blocking.
	 * @param operation the operation
	 * @return completes when Customer.io accepted; cancelling it takes the operation out
	 * if it is not under way
	 */
	public Mono<Void> send(TrackOperation operation) {
		return Mono.deferContextual((caller) -> {
			if (this.stopped) {
				return Mono.fromFuture(refuse(operation, "the application shuts down"));
			}
			if (this.whenFull == WhenFull.REJECT) {
				return Mono.fromFuture(
						this.capacity.tryAcquire(operation) ? enqueue(operation, new CompletableFuture<>(), caller)
								: refuse(operation, "the queue is full"));
			}
			CompletableFuture<Void> outcome = new CompletableFuture<>();
			CompletableFuture<Void> room = this.capacity.acquire(operation);
			// a cancelled outcome gives up its place, or its room at once if it has some
			outcome.whenComplete((nothing, ex) -> room.cancel(false));
			room.thenRun(() -> enqueue(operation, outcome, caller));
			return Mono.fromFuture(outcome);
		});
	}

	private CompletableFuture<Void> enqueue(TrackOperation operation, CompletableFuture<Void> outcome,
			ContextView caller) {
		if (!this.dispatcher.add(operation, outcome, caller)) {
			this.capacity.release(operation);
			return refuse(operation, "the application shuts down", outcome);
		}
		outcome.whenComplete((nothing, ex) -> {
			((ex != null) ? this.failed : this.sent).increment();
			this.capacity.release(operation);
		});
		return outcome;
	}

	private CompletableFuture<Void> refuse(TrackOperation operation, String reason) {
		return refuse(operation, reason, new CompletableFuture<>());
	}

	private CompletableFuture<Void> refuse(TrackOperation operation, String reason, CompletableFuture<Void> outcome) {
		this.rejected.increment();
		outcome.completeExceptionally(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.QUEUE_FULL,
				operation + " was not sent: " + reason));
		return outcome;
	}

	/**
	 * Send nothing more until {@link #resume()}. What is under way goes on.
	 */
	public void pause() {
		if (!this.dispatcher.isPaused()) {
			this.dispatcher.pause(true);
			logger.info("The queue is paused until it is resumed, {} operations wait", this.dispatcher.queued());
		}
	}

	/**
	 * Send again.
	 */
	public void resume() {
		if (this.dispatcher.isPaused()) {
			logger.info("The queue is resumed, {} operations wait", this.dispatcher.queued());
			this.dispatcher.pause(false);
		}
	}

	/**
	 * Take everything out that is not under way. Each operation fails with a
	 * {@link CustomerIoNotSentException}.
	 * @return how many were taken out
	 */
	public int clear() {
		return this.dispatcher.clear("the queue was cleared");
	}

	/**
	 * Return a signal for the moment when nothing is queued and nothing under way.
	 * @return completed then, or already if it is so now
	 */
	public CompletableFuture<Void> whenIdle() {
		return this.dispatcher.idle().copy();
	}

	/**
	 * Return what the queue looks like now.
	 * @return the numbers
	 */
	public QueueStats stats() {
		return this.dispatcher.stats(this.sent.sum(), this.failed.sum(), this.rejected.sum(), this.capacity.bytes());
	}

	/**
	 * Return which share of the capacity is taken, by count or by bytes, whichever is
	 * more. What is under way counts.
	 * @return from 0 to 1
	 */
	public double fillLevel() {
		return this.capacity.fillLevel();
	}

	@Override
	public void start() {
		this.stopped = false;
		this.running = true;
		this.dispatcher.open();
	}

	/**
	 * Take nothing more and send what is queued, paused or not, within the shutdown
	 * timeout. What is left then fails, also what is under way, and the log says how
	 * many.
	 */
	@Override
	public void stop() {
		this.stopped = true;
		this.dispatcher.close();
		this.dispatcher.pause(false);
		this.dispatcher.flush();
		try {
			this.dispatcher.idle().get(this.shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Not everything was sent within {} ms", this.shutdownTimeout.toMillis());
		}
		int left = this.dispatcher.clear("the application shuts down");
		int underWay = this.dispatcher.cancel("the application shuts down");
		if (left + underWay > 0) {
			logger.warn("{} operations were not sent to Customer.io before the shutdown, "
					+ "and {} are under way whose outcome is not known", left, underWay);
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
