package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.layer.SparseLog;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;

/**
 * Retries a request as long as a Resilience4j {@link Retry} says so and the budget of the
 * quota allows it. Each attempt passes through the next layers again, and so takes a
 * permit. A call that was refused with a 429 goes back to its waiting line immediately,
 * and waits there until the quota's pause is over. Other calls wait here.
 */
final class RetryingTransport implements CustomerIoTransport {

	private static final Logger logger = LoggerFactory.getLogger(RetryingTransport.class);

	private static final long NEVER = -1;

	/**
	 * After this many attempts each refusal counts, because each attempt adds to the
	 * stack.
	 */
	private static final int MOST_PATIENT = 100;

	private final Retry retry;

	private final RetryBudget budget;

	private final RetryPauses pauses;

	private final CustomerIoTransport next;

	private final boolean unsafe;

	private final Duration patience;

	private final LongSupplier nanoClock;

	private final Overtaking overtaking;

	private final SparseLog log;

	/**
	 * Create a transport.
	 * @param retry decides on retries and counts them
	 * @param budget the tokens that retries cost
	 * @param pauses the calls that wait for their next attempt
	 * @param scheduler the scheduler, which serves as the clock
	 * @param next the transport for a single attempt
	 * @param unsafe whether to also retry calls that are not idempotent and may have been
	 * accepted, so that messages may be sent twice
	 * @param patience how long refusals with a 429 do not count as attempts
	 * @param overtaking the changes in flight, including those of other transports
	 */
	RetryingTransport(Retry retry, RetryBudget budget, RetryPauses pauses, Scheduler scheduler,
			CustomerIoTransport next, boolean unsafe, Duration patience, Overtaking overtaking) {
		this.retry = retry;
		this.budget = budget;
		this.pauses = pauses;
		this.next = next;
		this.unsafe = unsafe;
		this.patience = patience;
		this.overtaking = overtaking;
		this.nanoClock = () -> scheduler.now(TimeUnit.NANOSECONDS);
		this.log = new SparseLog(this.nanoClock);
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return Mono.defer(() -> {
			Call call = new Call(this.retry.asyncContext(), this.nanoClock.getAsLong());
			Mono<CustomerIoResponse> outcome = attempt(request, call);
			CustomerIoRequest.Change change = request.change();
			if (change == null) {
				return outcome;
			}
			this.overtaking.start(change);
			return change.destructive() ? outcome.doFinally((signal) -> this.overtaking.end(change)) : outcome;
		});
	}

	private Mono<CustomerIoResponse> attempt(CustomerIoRequest request, Call call) {
		return this.next.send(request).materialize().flatMap((signal) -> {
			Throwable error = signal.getThrowable();
			long delay = (error != null) ? delayAfter(request, error, call)
					: mayRepeat(request) ? call.context.onResult(signal.get()) : NEVER;
			if (delay >= 0) {
				return again(request, signal, Duration.ofMillis(delay), call);
			}
			if (error != null) {
				return Mono.error(error);
			}
			this.budget.accepted(request);
			call.context.onComplete();
			return Mono.justOrEmpty(signal.get());
		});
	}

	private Mono<CustomerIoResponse> again(CustomerIoRequest request, Signal<CustomerIoResponse> last, Duration delay,
			Call call) {
		this.log.log((more) -> logger.debug("Attempt {} of {} failed, next in {} ms: {}{}", request.attempt(),
				request.operation(), delay.toMillis(), last, more));
		return told(last)
			.then(this.pauses.pause(delay,
					() -> notRepeated(request, Reason.SHUTTING_DOWN, "the application is shutting down")))
			.then(Mono.defer(() -> {
				CustomerIoRequest.Change change = request.change();
				return (change != null && this.overtaking.isOvertaken(change))
						? Mono.error(notRepeated(request, Reason.OVERTAKEN,
								"a newer change to the same identity was sent in the meantime"))
						: attempt(request.withAttempt(request.attempt() + 1), call);
			}))
			.onErrorResume((ex) -> ex instanceof CustomerIoNotSentException || ex instanceof RejectedExecutionException,
					(notSent) -> outcome(last, notSent));
	}

	/** Whoever gives the call up meanwhile can say what was wrong. */
	private static Mono<Void> told(Signal<CustomerIoResponse> last) {
		return Mono.deferContextual((context) -> {
			Throwable error = last.getThrowable();
			if (error != null) {
				Departure.from(context).failed(error);
			}
			return Mono.empty();
		});
	}

	private static CustomerIoNotSentException notRepeated(CustomerIoRequest request, Reason reason, String why) {
		return new CustomerIoNotSentException(reason, request + " was not retried: " + why);
	}

	/** The outcome of the last attempt takes precedence: it may have been accepted. */
	private static Mono<CustomerIoResponse> outcome(Signal<CustomerIoResponse> last, Throwable notSent) {
		Throwable error = last.getThrowable();
		if (error == null) {
			return Mono.justOrEmpty(last.get());
		}
		error.addSuppressed(notSent);
		return Mono.error(error);
	}

	/** Returns the milliseconds to wait, negative if the call is not retried. */
	private long delayAfter(CustomerIoRequest request, Throwable error, Call call) {
		if (error instanceof CustomerIoNotSentException) {
			return NEVER;
		}
		// even if the application's own retry says otherwise: a message must not be sent
		// twice
		if (!mayRepeat(request) && !(error instanceof CustomerIoException known && !known.isDeliveryUnknown())) {
			this.budget.unsafe(request.quota());
			return NEVER;
		}
		if (error instanceof CustomerIoThrottledException) {
			return delayAfterRefusal(request, error, call);
		}
		RetryConfig config = this.retry.getRetryConfig();
		boolean repeats = call.attempts < config.getMaxAttempts() && config.getExceptionPredicate().test(error);
		if (repeats && !this.budget.tryRetry(request.quota())) {
			return NEVER;
		}
		call.attempts++;
		return call.context.onError(error);
	}

	/**
	 * The quota's pause is the backoff, so the call goes back to its line immediately.
	 * For as long as the patience lasts, this does not count as an attempt: a separate
	 * context only decides whether the error is retried at all, and counts it.
	 */
	private long delayAfterRefusal(CustomerIoRequest request, Throwable error, Call call) {
		boolean patient = this.nanoClock.getAsLong() - call.since < this.patience.toNanos()
				&& request.attempt() < MOST_PATIENT;
		call.attempts += patient ? 0 : 1;
		return Math.min(0, (patient ? this.retry.<Object>asyncContext() : call.context).onError(error));
	}

	private boolean mayRepeat(CustomerIoRequest request) {
		return request.idempotent() || this.unsafe;
	}

	/**
	 * The state of a call across its attempts. Attempts use it one after the other.
	 */
	private static final class Call {

		private final Retry.AsyncContext<Object> context;

		private final long since;

		/** The attempts that count, including the current one. */
		private int attempts = 1;

		Call(Retry.AsyncContext<Object> context, long since) {
			this.context = context;
			this.since = since;
		}

	}

}
