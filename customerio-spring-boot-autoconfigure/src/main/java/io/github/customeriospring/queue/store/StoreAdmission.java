package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.store.StoreCapacity.TakenBy;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets operations in for which there is room, and refuses the others.
 */
final class StoreAdmission {

	private final StoreCapacity room;

	private final Bounds bounds;

	private final StoreAppender appender;

	private final CallerNotifier callers;

	/** Whether this thread is in a transaction of the store's database. */
	private final BooleanSupplier joins;

	/** Takes one out that is in the store. */
	private final Consumer<HandedInOperation> canceller;

	private volatile boolean closed;

	StoreAdmission(StoreCapacity room, Bounds bounds, StoreAppender appender, CallerNotifier callers,
			BooleanSupplier joins, Consumer<HandedInOperation> canceller) {
		this.room = room;
		this.bounds = bounds;
		this.appender = appender;
		this.callers = callers;
		this.joins = joins;
		this.canceller = canceller;
	}

	void open() {
		this.closed = false;
	}

	void close() {
		this.closed = true;
	}

	/** If there is room now. */
	HandedInOperation handIn(HandedInOperation handedIn) {
		if (this.closed) {
			refuse(handedIn, Reason.SHUTTING_DOWN, "the application shuts down");
		}
		else if (!this.room.tryTake(handedIn.size())) {
			refuse(handedIn, Reason.QUEUE_FULL, "the queue is full");
		}
		else {
			this.appender.accept(handedIn);
		}
		return handedIn;
	}

	/**
	 * Block until there is room, and then until it is safe unless a transaction decides.
	 */
	HandedInOperation handIn(HandedInOperation handedIn, Duration maxWait) {
		if (Schedulers.isInNonBlockingThread()) {
			refuse(handedIn, Reason.BLOCKED_THREAD, "this thread must not wait for room");
			return handedIn;
		}
		CompletableFuture<Void> place = this.room.take(TakenBy.THREAD, handedIn.size());
		try {
			place.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
			enter(handedIn);
			if (!this.joins.getAsBoolean()) {
				handedIn.safe().exceptionally((ex) -> null).get();
			}
		}
		catch (TimeoutException ex) {
			giveUp(place, handedIn, Reason.QUEUE_FULL, "there was no room within " + maxWait);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			if (!place.isDone()) {
				giveUp(place, handedIn, Reason.INTERRUPTED, "interrupted while it waited for room");
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		return handedIn;
	}

	/** Completes when it is let in or refused. */
	Mono<Void> handInReactively(HandedInOperation handedIn) {
		CompletableFuture<Void> place = this.room.take(TakenBy.REACTIVE, handedIn.size());
		return Mono.fromFuture(place, true)
			.timeout(this.bounds.maxWait())
			.doOnCancel(() -> giveUp(place, handedIn, Reason.CANCELLED, "it was cancelled"))
			.materialize()
			.doOnNext((end) -> {
				if (end.isOnComplete()) {
					enter(handedIn);
				}
				else {
					giveUp(place, handedIn, Reason.QUEUE_FULL, "there was no room within " + this.bounds.maxWait());
				}
			})
			.then();
	}

	/** Room has been taken. */
	private void enter(HandedInOperation handedIn) {
		if (this.closed) {
			this.room.release(1, handedIn.size());
			refuse(handedIn, Reason.SHUTTING_DOWN, "the application shuts down");
		}
		else {
			this.appender.accept(handedIn);
		}
	}

	private void giveUp(CompletableFuture<Void> place, HandedInOperation handedIn, Reason reason, String why) {
		place.cancel(false);
		if (!place.isCompletedExceptionally()) {
			this.room.release(1, handedIn.size()); // it came at the last moment
		}
		refuse(handedIn, reason, why);
	}

	/** A transaction is told by an exception, so that it does not go on without. */
	private void refuse(HandedInOperation handedIn, Reason reason, String why) {
		CustomerIoNotSentException refusal = new CustomerIoNotSentException(reason,
				handedIn.operation() + " was not queued: " + why);
		this.callers.refused(List.of(handedIn), refusal);
		if (this.joins.getAsBoolean()) {
			throw refusal;
		}
	}

	/** Unless it is under way. */
	void cancel(HandedInOperation handedIn) {
		if (this.appender.takeBack(handedIn)) {
			this.room.release(1, handedIn.size());
		}
		else {
			handedIn.safe().thenRun(() -> this.canceller.accept(handedIn));
		}
	}

}
