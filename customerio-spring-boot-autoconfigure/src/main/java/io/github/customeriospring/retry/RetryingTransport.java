package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.SparseLog;
import io.github.resilience4j.retry.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Sends a request again as long as a Resilience4j {@link Retry} says so. Each attempt
 * goes through the next layers anew, so each takes a permit.
 *
 * @since 0.1.0
 */
public final class RetryingTransport implements CustomerIoTransport, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RetryingTransport.class);

	private final Retry retry;

	private final RetryBudget budget;

	private final Scheduler scheduler;

	private final CustomerIoTransport next;

	private final boolean unsafe;

	private final SparseLog log;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	/**
	 * Create a transport.
	 * @param retry decides and counts
	 * @param budget told of accepted calls
	 * @param scheduler waits between attempts
	 * @param next sends one attempt
	 * @param unsafe whether calls that are not repeatable may be repeated even if they
	 * may have been accepted, so that messages may be sent twice
	 */
	public RetryingTransport(Retry retry, RetryBudget budget, Scheduler scheduler, CustomerIoTransport next,
			boolean unsafe) {
		this.retry = retry;
		this.budget = budget;
		this.scheduler = scheduler;
		this.next = next;
		this.unsafe = unsafe;
		this.log = new SparseLog(() -> scheduler.now(TimeUnit.NANOSECONDS));
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.defer(() -> attempt(request, this.retry.asyncContext()));
	}

	private Mono<CustomerIoResponse> attempt(CustomerIoRequest request, Retry.AsyncContext<Object> context) {
		return this.next.send(request).materialize().flatMap((signal) -> {
			Throwable error = signal.getThrowable();
			if (error != null && isFinal(request, error)) {
				if (!(error instanceof CustomerIoNotSentException)) {
					this.budget.unsafe();
				}
				return Mono.error(error);
			}
			long delay = (error != null) ? context.onError(error)
					: isRepeatable(request) ? context.onResult(signal.get()) : -1;
			if (delay >= 0) {
				if (logger.isDebugEnabled()) {
					this.log
						.log((more) -> logger.debug("Attempt {} of {} failed, next in {} ms: {}{}", request.attempt(),
								request.operation(), delay, (error != null) ? error.getMessage() : signal.get(), more));
				}
				return pause(request, Duration.ofMillis(delay))
					.then(attempt(request.withAttempt(request.attempt() + 1), context))
					.onErrorResume(CustomerIoNotSentException.class, (notSent) -> unrepeated(signal, notSent));
			}
			if (error != null) {
				return Mono.error(error);
			}
			this.budget.accepted(request.attempt());
			context.onComplete();
			return Mono.justOrEmpty(signal.get());
		});
	}

	/** What the last attempt came to counts, as it may have been accepted. */
	private static Mono<CustomerIoResponse> unrepeated(Signal<CustomerIoResponse> last,
			CustomerIoNotSentException notSent) {
		Throwable error = last.getThrowable();
		if (error == null) {
			return Mono.justOrEmpty(last.get());
		}
		error.addSuppressed(notSent);
		return Mono.error(error);
	}

	/**
	 * Whatever a retry of the user's says: nobody wants a message twice unless told so,
	 * and a call that the line refused would come back as one that it let in.
	 */
	private boolean isFinal(CustomerIoRequest request, Throwable error) {
		return error instanceof CustomerIoNotSentException || (!isRepeatable(request)
				&& !(error instanceof CustomerIoException known && !known.isDeliveryUnknown()));
	}

	private boolean isRepeatable(CustomerIoRequest request) {
		return request.repeatable() || this.unsafe;
	}

	private Mono<Void> pause(CustomerIoRequest request, Duration delay) {
		return Mono.firstWithSignal(this.closed.asMono().then(Mono.error(() -> shutDown(request))),
				Mono.delay(delay, this.scheduler).then());
	}

	private static CustomerIoNotSentException shutDown(CustomerIoRequest request) {
		return new CustomerIoNotSentException(CustomerIoNotSentException.Reason.SHUTTING_DOWN,
				request + " was not repeated: the application shuts down");
	}

	/**
	 * End the calls that wait for a retry with the outcome of their last attempt.
	 */
	@Override
	public void close() {
		this.closed.tryEmitEmpty();
	}

}
