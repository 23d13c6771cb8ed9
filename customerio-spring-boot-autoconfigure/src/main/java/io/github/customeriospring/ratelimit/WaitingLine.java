package io.github.customeriospring.ratelimit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Where the calls of one quota wait. One loop, {@link #wake()}, lets them go: it asks for
 * one permit at a time and gives it to whoever is first <em>when it is there</em>. So a
 * caller that gives up costs nothing, the order is kept, and a pause holds everybody.
 */
final class WaitingLine implements PermitWindow.Waiters {

	private static final Logger logger = LoggerFactory.getLogger(WaitingLine.class);

	private static final long NO_ALARM = Long.MIN_VALUE;

	final Quota quota;

	final RateLimiter limiter;

	private final @Nullable SlidingWindowRateLimiter own;

	final PermitWindow permits;

	final Admission admission;

	final Pauses pauses;

	private final Scheduler scheduler;

	final RateLimitListeners listeners;

	private final LongSupplier nanoClock;

	final WaitingCalls calls = new WaitingCalls();

	final AtomicInteger inFlight = new AtomicInteger();

	final QuotaControl control;

	/** Who raises it from zero drains the line, until it is zero again. */
	private final AtomicInteger draining = new AtomicInteger();

	/** When the line wakes for a permit, or for a call that has waited long enough. */
	private final AtomicLong alarm = new AtomicLong(NO_ALARM);

	/** By the operator, whatever the server says. */
	volatile boolean paused;

	volatile boolean closed;

	WaitingLine(Quota quota, RateLimiter limiter, Admission admission, Pauses pauses, Scheduler scheduler,
			List<RateLimitListener> listeners, LongSupplier nanoClock) {
		this.quota = quota;
		this.limiter = limiter;
		this.own = (limiter instanceof SlidingWindowRateLimiter own) ? own : null;
		this.permits = (this.own != null) ? this.own.window : new ForeignWindow(limiter);
		this.admission = admission;
		this.pauses = pauses;
		this.scheduler = scheduler;
		this.listeners = new RateLimitListeners(listeners, nanoClock);
		this.nanoClock = nanoClock;
		this.control = new QuotaControl(this, nanoClock);
		if (this.own != null) {
			this.own.connect(this);
		}
	}

	/** Let a call pass when its turn comes: its exchange is subscribed with a permit. */
	Mono<CustomerIoResponse> pass(CustomerIoRequest request, Mono<CustomerIoResponse> exchange) {
		Mono<CustomerIoResponse> passed = Mono.create((sink) -> {
			WaitingCall call = new WaitingCall(this, request, exchange, sink, now());
			Reason refusal = enter(call);
			if (refusal != null) {
				refuse(call, refusal);
				return;
			}
			// not before it is in the line, which it may leave at once
			sink.onCancel(call);
			if (this.closed) {
				close(); // it came in while the line closed
			}
			wake();
		});
		return this.permits.canExpire() ? passed.retryWhen(WaitingCall.BACK_IN_LINE) : passed;
	}

	private @Nullable Reason enter(WaitingCall call) {
		return this.closed ? Reason.SHUTTING_DOWN : this.calls.enter(call, this.admission, this.pauses.nanosLeft(now()),
				this.permits.available(now()), this.limiter.getRateLimiterConfig());
	}

	/** Never runs twice at the same time; who comes meanwhile makes it run once more. */
	@Override
	public void wake() {
		if (this.draining.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			try {
				sendPermitted();
				refuseOverdue();
			}
			catch (Throwable ex) {
				failFirst(ex);
			}
			seen = this.draining.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void sendPermitted() {
		while (this.calls.size() > 0 && this.inFlight.get() < this.admission.maxInFlight() && !this.paused) {
			long pause = this.pauses.nanosLeft(now());
			Permit permit = (pause > 0) ? null : take();
			if (permit == null) {
				wakeAfter((pause > 0) ? pause : Math.max(1, this.permits.nanosUntilNext(now())));
				return;
			}
			WaitingCall call = this.calls.poll();
			while (call != null && !call.send(permit)) {
				call = this.calls.poll();
			}
			if (call == null) {
				this.permits.unused(permit);
			}
		}
	}

	private @Nullable Permit take() {
		return (this.own != null) ? this.own.take() : this.permits.take(now());
	}

	/** Whatever they waited for: who waited as long as it may is told. */
	private void refuseOverdue() {
		for (WaitingCall first = this.calls.oldest(); first != null; first = this.calls.oldest()) {
			long left = first.since + this.admission.maxWait().toNanos() - now();
			if (left > 0) {
				wakeAfter(left);
				return;
			}
			this.calls.remove(first);
			refuse(first, Reason.WAIT_TOO_LONG);
		}
	}

	/**
	 * Waking too early does no harm: the line looks again. So no timer is ever taken
	 * back, which could interrupt the thread that sends.
	 */
	private void wakeAfter(long nanos) {
		long time = now() + nanos;
		if (this.alarm.get() == NO_ALARM || time - this.alarm.get() < 0) {
			this.alarm.set(time);
			this.scheduler.schedule(() -> {
				this.alarm.compareAndSet(time, NO_ALARM);
				wake();
			}, nanos, TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * The limiter or the scheduler failed. One caller is told and the line looks again,
	 * else everybody would wait forever.
	 */
	private void failFirst(Throwable ex) {
		this.alarm.set(NO_ALARM);
		WaitingCall first = this.calls.poll();
		if (first != null) {
			String message = first.request + " was not sent: " + ex;
			first.refuse(new CustomerIoNotSentException(Reason.INTERNAL_ERROR, message, ex));
			this.draining.incrementAndGet();
		}
	}

	private void refuse(WaitingCall call, Reason reason) {
		this.listeners.refused(this.quota);
		call.refuse(new CustomerIoNotSentException(reason,
				call.request + " was not sent: " + this.control.explain(reason, now() - call.since)));
	}

	/** Let nobody in any more and tell everybody who waits. */
	void close() {
		this.closed = true;
		int left = 0;
		for (WaitingCall call = this.calls.poll(); call != null; call = this.calls.poll(), left++) {
			refuse(call, Reason.SHUTTING_DOWN);
		}
		if (left > 0) {
			logger.warn("{} calls of quota {} were not sent as the application shuts down, {} are under way", left,
					this.quota.id(), this.inFlight);
		}
	}

	@Override
	public int waiting() {
		return this.calls.size();
	}

	@Override
	public int[] wanted() {
		boolean held = this.paused || this.pauses.nanosLeft(now()) > 0;
		return this.calls.countFirst(held ? 0 : Math.max(0, this.admission.maxInFlight() - this.inFlight.get()));
	}

	@Override
	public long pauseNanos() {
		return this.pauses.ownNanosLeft(now());
	}

	@Override
	public void pause(long nanos, int streak) {
		this.control.logPause(this.pauses.learn(nanos, streak, now()));
	}

	long now() {
		return this.nanoClock.getAsLong();
	}

}
