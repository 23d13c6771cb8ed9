package io.github.customeriospring.queue.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.ImportResult;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.QueuedOperation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.FluxSink;
import reactor.util.context.Context;

/**
 * Takes operations from a source as results come and are taken, so that no more than a
 * fixed number is held. What {@code flatMap} does, without looking at thousands of inner
 * publishers for each result.
 */
final class ImportIntake extends BaseSubscriber<TrackOperation> {

	private static final String ENDED = "the import has ended";

	private final Dispatcher dispatcher;

	private final FluxSink<ImportResult> results;

	private final int atOnce;

	/** One more than the operations without a result until the source has ended. */
	private final AtomicLong open = new AtomicLong(1);

	/**
	 * The sum of the numbers of those operations. Unless it is zero at the end, one was
	 * told twice and another one never.
	 */
	private final AtomicLong openNumbers = new AtomicLong();

	/** Results whose places the source has not been asked to fill. */
	private final AtomicInteger places = new AtomicInteger();

	private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();

	private final AtomicReference<@Nullable Throwable> sourceError = new AtomicReference<>();

	private final AtomicBoolean sourceEnded = new AtomicBoolean();

	private final CompletableFuture<Void> over = new CompletableFuture<>();

	private long index;

	ImportIntake(Dispatcher dispatcher, FluxSink<ImportResult> results, int atOnce, Consumer<ImportIntake> whenOver) {
		this.dispatcher = dispatcher;
		this.results = results;
		this.atOnce = atOnce;
		this.over.thenRun(() -> whenOver.accept(this));
		results.onCancel(this::cancelAll);
		results.onRequest((wanted) -> fillPlaces());
	}

	@Override
	public Context currentContext() {
		return Context.of(this.results.contextView());
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		request(this.atOnce);
	}

	@Override
	protected void hookOnNext(TrackOperation operation) {
		long index = this.index++;
		this.open.incrementAndGet();
		this.openNumbers.addAndGet(index);
		QueuedOperation.Completion completion = (queued, failure) -> settled(index, operation, failure);
		try {
			this.dispatcher.add(operation, completion, null, QueuedOperation.Patience.NONE);
		}
		catch (CustomerIoNotSentException ex) { // it has ended meanwhile
			settled(index, operation, ex);
		}
	}

	private void settled(long index, TrackOperation operation, @Nullable CustomerIoException failure) {
		if (!isLeftBehind(failure)) {
			this.results.next(new ImportResult(index, operation, failure));
		}
		this.places.incrementAndGet();
		fillPlaces();
		this.openNumbers.addAndGet(-index);
		finishOne();
	}

	/** It failed because the import ended, so it is still to be imported. */
	private boolean isLeftBehind(@Nullable CustomerIoException failure) {
		return failure != null && this.error.get() != null
				&& (failure instanceof CustomerIoNotSentException || failure.isDeliveryUnknown());
	}

	/** Asks for a quarter at a time, and for nothing while the results are not taken. */
	private void fillPlaces() {
		if (this.places.get() >= Math.max(1, this.atOnce / 4) && this.results.requestedFromDownstream() > 0) {
			int places = this.places.getAndSet(0);
			if (places > 0) {
				request(places);
			}
		}
	}

	@Override
	protected void hookOnComplete() {
		this.dispatcher.flush();
		sourceEnded();
	}

	private void sourceEnded() {
		if (this.sourceEnded.compareAndSet(false, true)) {
			finishOne();
		}
	}

	@Override
	protected void hookOnError(Throwable ex) {
		this.sourceError.set(ex); // told when what was handed in has its results
		hookOnComplete();
	}

	/**
	 * Take nothing more and forget what has not left. The import fails once what is under
	 * way has its results.
	 */
	void end(CustomerIoNotSentException ex) {
		if (this.error.compareAndSet(null, ex)) {
			cancel();
			this.dispatcher.close();
			this.dispatcher.clear(Reason.CANCELLED, ENDED);
			sourceEnded();
		}
	}

	/** Do not wait for what is under way any more. */
	void abandon() {
		this.dispatcher.abandon(ENDED);
	}

	/** Also after the source has ended. */
	private void cancelAll() {
		cancel();
		this.dispatcher.close();
		this.dispatcher.clear(Reason.CANCELLED, ENDED);
		this.dispatcher.abandon(ENDED);
		this.over.complete(null);
	}

	private void finishOne() {
		if (this.open.decrementAndGet() == 0) {
			Throwable ex = this.error.get();
			Throwable failure = (ex != null) ? ex : this.sourceError.get();
			if (failure == null && this.openNumbers.get() != 0) {
				failure = new IllegalStateException("The import lost count: an operation was told twice, "
						+ "and another one has no result. Import all of it again");
			}
			this.over.complete(null);
			if (failure != null) {
				this.results.error(failure);
			}
			else {
				this.results.complete();
			}
		}
	}

}
