package io.github.customeriospring.queue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.TrackOperation;
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

	private static final String CANCELLED = "the import was cancelled";

	private final BatchDispatcher dispatcher;

	private final FluxSink<ImportResult> results;

	private final int atOnce;

	private final AtomicLong open = new AtomicLong(1);

	/** Results whose places the source has not been asked to fill. */
	private final AtomicInteger places = new AtomicInteger();

	private long index;

	private volatile @Nullable Throwable sourceError;

	ImportIntake(BatchDispatcher dispatcher, FluxSink<ImportResult> results, int atOnce) {
		this.dispatcher = dispatcher;
		this.results = results;
		this.atOnce = atOnce;
	}

	@Override
	public Context currentContext() {
		return Context.of(this.results.contextView());
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		this.results.onCancel(this::cancelAll);
		this.results.onRequest((wanted) -> fillPlaces());
		request(this.atOnce);
	}

	@Override
	protected void hookOnNext(TrackOperation operation) {
		long index = this.index++;
		this.open.incrementAndGet();
		CompletableFuture<Void> outcome = new CompletableFuture<>();
		outcome.whenComplete((nothing, ex) -> {
			this.results.next(new ImportResult(index, operation, (ex != null) ? failure(ex) : null));
			this.places.incrementAndGet();
			fillPlaces();
			finishOne();
		});
		this.dispatcher.add(operation, outcome, Context.empty());
	}

	private static CustomerIoException failure(Throwable ex) {
		return (ex instanceof CustomerIoException known) ? known : new CustomerIoNotSentException(
				CustomerIoNotSentException.Reason.INTERNAL_ERROR, String.valueOf(ex.getMessage()), ex);
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
		finishOne();
	}

	@Override
	protected void hookOnError(Throwable ex) {
		this.sourceError = ex; // told when what was handed in has its results
		hookOnComplete();
	}

	/** Also after the source has ended. */
	private void cancelAll() {
		cancel();
		this.dispatcher.close();
		this.dispatcher.clear(CANCELLED);
		this.dispatcher.cancel(CANCELLED);
	}

	private void finishOne() {
		if (this.open.decrementAndGet() == 0) {
			Throwable ex = this.sourceError;
			if (ex != null) {
				this.results.error(ex);
			}
			else {
				this.results.complete();
			}
		}
	}

}
