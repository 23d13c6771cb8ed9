package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetter;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import io.github.customeriospring.queue.dispatch.QueuedOperation;
import io.github.customeriospring.queue.dispatch.QueuedOperation.Patience;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.Assert;

/**
 * The queue in memory: hands operations to its dispatcher, and sends what is left when
 * the application ends.
 */
final class MemoryQueue
		implements CustomerIoQueue, CustomerIoLifecycle.InPhase, ApplicationListener<ContextClosedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(CustomerIoQueue.class);

	/** For callbacks of what is left after the deadline. */
	private static final Duration TELLING_TIMEOUT = Duration.ofSeconds(2);

	private static final String SHUTDOWN = "the application shuts down";

	private final Dispatcher dispatcher;

	private final Duration shutdownTimeout;

	private final Surroundings surroundings;

	private final List<DeadLetterListener> deadLetters;

	private final ApplicationContext context;

	private final LongAdder rejected = new LongAdder();

	private volatile boolean running;

	MemoryQueue(Dispatcher dispatcher, Duration shutdownTimeout, Surroundings surroundings,
			List<DeadLetterListener> deadLetters, ApplicationContext context) {
		this.dispatcher = dispatcher;
		this.shutdownTimeout = shutdownTimeout;
		this.surroundings = surroundings;
		this.deadLetters = deadLetters;
		this.context = context;
	}

	@Override
	public CompletableFuture<Void> add(TrackOperation operation) {
		return hand(operation, new OperationFuture(this, null), Context.empty(), Patience.NONE);
	}

	@Override
	public CompletableFuture<Void> add(TrackOperation operation, Duration maxWait) {
		Assert.isTrue(!maxWait.isNegative(), () -> "'maxWait' must not be negative, was " + maxWait);
		if (Schedulers.isInNonBlockingThread()) {
			return refused(operation, new OperationFuture(this, null), new CustomerIoNotSentException(
					Reason.BLOCKED_THREAD, operation + " was not queued: this thread must not wait for room"));
		}
		CountDownLatch door = new CountDownLatch(1);
		OperationFuture future = hand(operation, new OperationFuture(this, door), Context.empty(),
				Patience.UNTIL_REFUSED);
		QueuedOperation queued = future.operation();
		try {
			if (queued != null && !door.await(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
				this.dispatcher.refuse(queued, Reason.QUEUE_FULL, "there was no room within " + maxWait);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			if (queued != null) {
				this.dispatcher.refuse(queued, Reason.INTERRUPTED, "interrupted while it waited for room");
			}
		}
		return future;
	}

	@Override
	public Mono<Void> send(TrackOperation operation) {
		return Mono.deferContextual((caller) -> Mono
			.fromFuture(hand(operation, new OperationFuture(this, null), caller, Patience.AS_BOUND)));
	}

	@Override
	public CompletableFuture<Void> store(TrackOperation operation) {
		OperationFuture outcome = hand(operation, new OperationFuture(this, null), Context.empty(), Patience.NONE);
		return (outcome.operation() != null) ? CompletableFuture.completedFuture(null) : outcome;
	}

	private OperationFuture hand(TrackOperation operation, OperationFuture future, ContextView caller,
			Patience patience) {
		try {
			future.isFor(this.dispatcher.add(operation, future, this.dispatcher.captured(caller), patience));
			return future;
		}
		catch (CustomerIoNotSentException ex) {
			return refused(operation, future, ex);
		}
	}

	private OperationFuture refused(TrackOperation operation, OperationFuture future, CustomerIoNotSentException ex) {
		this.rejected.increment();
		future.completeExceptionally(ex);
		if (!this.deadLetters.isEmpty()) {
			DeadLetter letter = new DeadLetter(operation, ex, 0, Duration.ZERO);
			try {
				this.surroundings.outcomes().execute(() -> tell(letter));
			}
			catch (RejectedExecutionException rejection) {
				tell(letter);
			}
		}
		return future;
	}

	/** On a thread for outcomes, before the caller is told. */
	void settled(QueuedOperation operation, @Nullable CustomerIoException failure) {
		if (failure != null) {
			tell(new DeadLetter(operation.operation(), failure, operation.attempts(), operation.age()));
		}
	}

	private void tell(DeadLetter letter) {
		for (DeadLetterListener listener : this.deadLetters) {
			try {
				listener.deadLetter(letter);
			}
			catch (Throwable ex) { // what it throws must cost nobody an outcome
				logger.warn("A listener for dead letters failed", ex);
			}
		}
	}

	void cancel(QueuedOperation operation) {
		this.dispatcher.cancel(operation);
	}

	@Override
	public void pause() {
		if (!this.dispatcher.stats().paused()) {
			this.dispatcher.pause(true);
			logger.info("The queue is paused until it is resumed, {} operations wait",
					this.dispatcher.stats().queued());
		}
	}

	@Override
	public void resume() {
		if (this.dispatcher.stats().paused()) {
			logger.info("The queue is resumed, {} operations wait", this.dispatcher.stats().queued());
			this.dispatcher.pause(false);
		}
	}

	@Override
	public int clear() {
		return this.dispatcher.clear(Reason.CLEARED, "the queue was cleared");
	}

	@Override
	public CompletableFuture<Void> whenIdle() {
		return this.dispatcher.idle();
	}

	@Override
	public QueueStats stats() {
		QueueStats stats = this.dispatcher.stats();
		return new QueueStats(stats.queued(), stats.inFlight(), stats.waiting(), stats.sent(), stats.failed(),
				this.rejected.sum(), stats.bytes(), stats.paused(), stats.hold(), stats.oldest());
	}

	@Override
	public double fillLevel() {
		return this.dispatcher.fillLevel();
	}

	@Override
	public void start() {
		this.running = true;
		this.dispatcher.open();
	}

	/** The web server still ends its requests, and meanwhile nothing need wait. */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) { // not a child
			this.dispatcher.pause(false);
			this.dispatcher.flush();
		}
	}

	/**
	 * Take nothing more and send what is queued, paused or not, within the shutdown
	 * timeout. What is left then ends with {@code SHUTTING_DOWN}, or unknown if it is
	 * under way, and the log says how many.
	 */
	@Override
	public void stop(Runnable callback) {
		Runnable stopped = once(callback);
		Runnable end = once(() -> {
			endAndCount();
			this.dispatcher.idle().whenComplete((nothing, ex) -> stopped.run());
			schedule(stopped, TELLING_TIMEOUT);
		});
		this.dispatcher.close();
		this.dispatcher.pause(false);
		this.dispatcher.flush();
		this.dispatcher.idle().whenComplete((nothing, ex) -> end.run());
		schedule(end, this.shutdownTimeout);
	}

	private static Runnable once(Runnable action) {
		AtomicBoolean done = new AtomicBoolean();
		return () -> {
			if (done.compareAndSet(false, true)) {
				action.run();
			}
		};
	}

	private void schedule(Runnable task, Duration delay) {
		try {
			this.surroundings.scheduler().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	private void endAndCount() {
		long before = this.dispatcher.stats().failed();
		this.dispatcher.clear(Reason.SHUTTING_DOWN, SHUTDOWN);
		int unknown = this.dispatcher.abandon(SHUTDOWN);
		long left = this.dispatcher.stats().failed() - before;
		if (left > 0) {
			logger.warn("{} operations were not sent to Customer.io before the shutdown, "
					+ "and {} are under way whose outcome is not known", left - unknown, unknown);
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
