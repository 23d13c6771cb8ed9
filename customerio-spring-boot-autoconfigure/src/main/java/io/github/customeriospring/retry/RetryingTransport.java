package io.github.customeriospring.retry;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.resilience4j.retry.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
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

	private final Sinks.Empty<Void> closed = Sinks.empty();

	/**
	 * Create a transport.
	 * @param retry decides and counts
	 * @param budget told of accepted calls
	 * @param scheduler waits between attempts
	 * @param next sends one attempt
	 */
	public RetryingTransport(Retry retry, RetryBudget budget, Scheduler scheduler, CustomerIoTransport next) {
		this.retry = retry;
		this.budget = budget;
		this.scheduler = scheduler;
		this.next = next;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.defer(() -> attempt(request, this.retry.asyncContext()));
	}

	private Mono<CustomerIoResponse> attempt(CustomerIoRequest request, Retry.AsyncContext<Object> context) {
		return this.next.send(request).materialize().flatMap((signal) -> {
			Throwable error = signal.getThrowable();
			if (error != null && isFinal(request, error)) {
				return Mono.error(error);
			}
			long delay = (error != null) ? context.onError(error) : context.onResult(signal.get());
			if (delay >= 0) {
				logger.debug("Attempt {} of {} failed, next in {} ms: {}", request.attempt(), request.operation(),
						delay, (error != null) ? error.getMessage() : signal.get());
				return pause(request, Duration.ofMillis(delay))
					.then(attempt(request.withAttempt(request.attempt() + 1), context));
			}
			if (error != null) {
				return Mono.error(error);
			}
			this.budget.accepted(request.attempt());
			context.onComplete();
			return Mono.justOrEmpty(signal.get());
		});
	}

	/**
	 * Whatever a retry of the user's says: nobody wants a message twice, and a call that
	 * the line refused would come back as one that it let in.
	 */
	private static boolean isFinal(CustomerIoRequest request, Throwable error) {
		return error instanceof CustomerIoNotSentException || (!request.repeatable()
				&& !(error instanceof CustomerIoException known && !known.isDeliveryUnknown()));
	}

	private Mono<Void> pause(CustomerIoRequest request, Duration delay) {
		return Mono.firstWithSignal(this.closed.asMono().then(Mono.error(() -> shutDown(request))),
				Mono.delay(delay, this.scheduler).then());
	}

	private static CustomerIoNotSentException shutDown(CustomerIoRequest request) {
		return new CustomerIoNotSentException(request + " was not repeated: the application shuts down");
	}

	/**
	 * End the calls that wait for a retry with an error.
	 */
	@Override
	public void close() {
		this.closed.tryEmitEmpty();
	}

}
