package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/**
 * One call in the line, and the subscriber of its exchange once it has a permit.
 */
final class WaitingCall extends BaseSubscriber<CustomerIoResponse> implements Departure {

	private static final Logger logger = LoggerFactory.getLogger(WaitingCall.class);

	/** Sends a call through the line once more whose permit had expired. */
	static final Retry BACK_IN_LINE = Retry.indefinitely().filter(ExpiredException.class::isInstance);

	final CustomerIoRequest request;

	/** When it entered the line. */
	final long since;

	private final WaitingLine line;

	private final Mono<CustomerIoResponse> exchange;

	private final MonoSink<CustomerIoResponse> sink;

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	/** Written before the exchange is subscribed. */
	private @Nullable Permit permit;

	private volatile long leftAt;

	private boolean answered;

	private volatile boolean expired;

	WaitingCall(WaitingLine line, CustomerIoRequest request, Mono<CustomerIoResponse> exchange,
			MonoSink<CustomerIoResponse> sink, long since) {
		this.line = line;
		this.request = request;
		this.exchange = exchange;
		this.sink = sink;
		this.since = since;
	}

	boolean comesBack() {
		return this.request.attempt() > 1;
	}

	/** What it counts of the bytes that may wait. */
	int bytes() {
		byte[] body = this.request.body();
		return (body != null && this.request.priority() == Priority.INTERACTIVE) ? body.length : 0;
	}

	/**
	 * Send the request, as there is a permit.
	 * @return whether the permit is used; not if the caller left meanwhile
	 */
	boolean send(Permit permit) {
		this.permit = permit;
		this.leftAt = this.line.now();
		if (!this.state.compareAndSet(State.WAITING, State.SENT)) {
			return false;
		}
		this.line.inFlight.incrementAndGet();
		long waited = this.leftAt - this.since;
		this.line.listeners.permitted(this.line.quota, this.request.priority(), waited);
		try {
			if (!isDisposed()) {
				this.exchange.subscribe(this);
			}
		}
		catch (Throwable ex) {
			dispose(); // Reactor tells nobody of an error of the JVM
			fail(ex);
		}
		return true;
	}

	/** Tell the caller that the request is not sent, unless it is. */
	void refuse(Throwable reason) {
		if (this.state.compareAndSet(State.WAITING, State.GONE)) {
			fail(reason);
		}
	}

	/** What a caller throws when it is told is no matter of the others in the line. */
	private void fail(Throwable reason) {
		try {
			this.sink.error(reason);
		}
		catch (Throwable ex) {
			logger.warn("A caller failed when it was told that its call was not sent", ex);
		}
	}

	@Override
	public void leaves() {
		boolean mayLeave = this.line.permits.left(permit(), this.line.now());
		if (!mayLeave && this.request.body() != null) { // others have left already
			this.expired = true;
			throw new ExpiredException();
		}
		this.leftAt = this.line.now();
		Departure.from(this.sink.contextView()).leaves(); // who sends may want to know
															// too
	}

	@SuppressWarnings("NullAway") // nobody asks before there is one
	private Permit permit() {
		return this.permit;
	}

	@Override
	public Context currentContext() {
		return Context.of(this.sink.contextView()).put(Departure.class, this);
	}

	@Override
	protected void hookOnNext(CustomerIoResponse response) {
		try {
			answered(response.status());
			this.line.control
				.logPause(this.line.pauses.accepted(this.leftAt, response.quotaResetAfter(), this.line.now()));
			settlePermit(true);
		}
		finally {
			this.sink.success(response);
		}
	}

	@Override
	protected void hookOnComplete() {
		this.sink.success();
	}

	@Override
	protected void hookOnError(Throwable ex) {
		try {
			if (ex instanceof CustomerIoResponseException error) {
				answered(error.getStatus());
				notAccepted(error);
			}
		}
		finally {
			this.sink.error(this.expired ? new ExpiredException() : ex);
		}
	}

	private void answered(int status) {
		this.answered = true;
		this.line.listeners.answered(this.line.quota, status);
	}

	private void settlePermit(boolean accepted) {
		this.line.control.logLimit(this.line.permits.answered(permit(), accepted, this.line.now()));
	}

	private void notAccepted(CustomerIoResponseException error) {
		boolean throttled = error instanceof CustomerIoThrottledException;
		if (throttled) {
			this.line.listeners.throttled(this.line.quota);
		}
		if (!throttled || ((CustomerIoThrottledException) error).isDailyQuota()) {
			settlePermit(false);
			return;
		}
		Duration pause = this.line.pauses.refused(this.leftAt, error.getRetryAfter(), this.line.now());
		this.line.permits.refused(permit(), pause == null, this.line.waiting() > 0,
				(pause != null) ? pause.toNanos() : 0, this.line.now());
		this.line.control.logPause(pause);
	}

	/** The caller gives up. */
	@Override
	public void dispose() {
		if (this.state.compareAndSet(State.WAITING, State.GONE)) {
			this.line.calls.remove(this);
			return;
		}
		try {
			cancel();
		}
		finally {
			finish(); // no hook is called where the subscription is still to come
		}
	}

	@Override
	protected void hookFinally(SignalType type) {
		finish();
	}

	private void finish() {
		if (this.state.compareAndSet(State.SENT, State.GONE)) {
			if (this.expired) {
				this.line.permits.unused(permit());
			}
			else if (!this.answered) {
				this.line.permits.lost(permit(), this.line.now());
			}
			this.line.inFlight.decrementAndGet();
			this.line.wake(); // a response frees a permit earlier than was thought
		}
	}

	/** The permit was too old when its request was about to leave, so it did not. */
	private static final class ExpiredException extends RuntimeException {

		ExpiredException() {
			super("The permit expired before its request left", null, false, false);
		}

	}

	private enum State {

		WAITING, SENT, GONE

	}

}
