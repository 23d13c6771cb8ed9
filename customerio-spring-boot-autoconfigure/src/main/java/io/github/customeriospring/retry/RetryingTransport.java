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
import io.github.customeriospring.layer.SparseLog;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;

/**
 * Sends a request again as long as a Resilience4j {@link Retry} says so and the budget of
 * its quota allows. Each attempt goes through the next layers anew, so each takes a
 * permit. A call that was refused with a 429 goes back to its line at once, where the
 * quota's pause holds it; others wait here.
 */
final class RetryingTransport implements CustomerIoTransport {

	private static final Logger logger = LoggerFactory.getLogger(RetryingTransport.class);

	private static final long NEVER = -1;

	/** Attempts after which refusals count however fast they come: each takes stack. */
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
	 * @param retry decides and counts
	 * @param budget told of accepted calls, and asked before a failed one is repeated
	 * @param pauses where calls wait for their next attempt
	 * @param scheduler the time
	 * @param next sends one attempt
	 * @param unsafe whether calls that are not repeatable may be repeated even if they
	 * may have been accepted, so that messages may be sent twice
	 * @param patience how long a call comes back after answers with 429 before these
	 * count as attempts
	 * @param overtaking knows the changes under way, those of other transports too
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
					: isRepeatable(request) ? call.context.onResult(signal.get()) : NEVER;
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
		return this.pauses.pause(delay, () -> notRepeated(request, Reason.SHUTTING_DOWN, "the application shuts down"))
			.then(Mono.defer(() -> {
				CustomerIoRequest.Change change = request.change();
				return (change != null && this.overtaking.isOvertaken(change))
						? Mono.error(notRepeated(request, Reason.OVERTAKEN,
								"a newer change of the same identity went out meanwhile"))
						: attempt(request.withAttempt(request.attempt() + 1), call);
			}))
			.onErrorResume((ex) -> ex instanceof CustomerIoNotSentException || ex instanceof RejectedExecutionException,
					(notSent) -> outcome(last, notSent));
	}

	private static CustomerIoNotSentException notRepeated(CustomerIoRequest request, Reason reason, String why) {
		return new CustomerIoNotSentException(reason, request + " was not repeated: " + why);
	}

	/** What the last attempt came to counts, as it may have been accepted. */
	private static Mono<CustomerIoResponse> outcome(Signal<CustomerIoResponse> last, Throwable notSent) {
		Throwable error = last.getThrowable();
		if (error == null) {
			return Mono.justOrEmpty(last.get());
		}
		error.addSuppressed(notSent);
		return Mono.error(error);
	}

	/** Returns the milliseconds to wait, negative if the call is not repeated. */
	private long delayAfter(CustomerIoRequest request, Throwable error, Call call) {
		if (error instanceof CustomerIoNotSentException) {
			return NEVER;
		}
		// whatever a retry of the user's says: nobody wants a message twice unless told
		// so
		if (!isRepeatable(request) && !(error instanceof CustomerIoException known && !known.isDeliveryUnknown())) {
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
	 * The quota's pause is the backoff, so the call goes back to its line at once. For a
	 * while that is no attempt of its own: a context of its own only says whether this
	 * error is retried at all, and counts it.
	 */
	private long delayAfterRefusal(CustomerIoRequest request, Throwable error, Call call) {
		boolean patient = this.nanoClock.getAsLong() - call.since < this.patience.toNanos()
				&& request.attempt() < MOST_PATIENT;
		call.attempts += patient ? 0 : 1;
		return Math.min(0, (patient ? this.retry.<Object>asyncContext() : call.context).onError(error));
	}

	private boolean isRepeatable(CustomerIoRequest request) {
		return request.repeatable() || this.unsafe;
	}

	/**
	 * What is known of a call from its first attempt to its last. Used by one attempt
	 * after the other.
	 */
	private static final class Call {

		private final Retry.AsyncContext<Object> context;

		private final long since;

		/** Those that count, the present one included. */
		private int attempts = 1;

		Call(Retry.AsyncContext<Object> context, long since) {
			this.context = context;
			this.since = since;
		}

	}

}
