package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Where the calls of one quota wait. The line asks the limiter for one permit at a time
 * and gives it to whoever is first <em>when it is there</em>. So a caller that gives up
 * costs nothing, the order is kept, a pause holds everybody, and there is one timer for
 * the line instead of one for each caller.
 *
 * @since 0.1.0
 */
public final class WaitingLine {

	private static final Logger logger = LoggerFactory.getLogger(WaitingLine.class);

	private final Quota quota;

	private final RateLimiter limiter;

	private final PermitSource permits;

	private final WaitingLineSettings settings;

	private final Scheduler scheduler;

	private final LongSupplier nanoClock;

	private final RateLimitListener listener;

	private final Waiters waiters = new Waiters();

	private final AtomicInteger inFlight = new AtomicInteger();

	private final Answers answers;

	/** Who raises it from zero lets callers go, until it is zero again. */
	private final AtomicInteger going = new AtomicInteger();

	/** Only touched by who lets callers go. */
	private Disposable timer = Disposables.disposed();

	private long timerAt;

	private volatile boolean timerSet;

	private volatile boolean closed;

	/** By the operator, whatever the server says. */
	private volatile boolean paused;

	/**
	 * Create a line.
	 * @param quota the quota whose calls wait here
	 * @param limiter gives the permits
	 * @param settings bounds of the line
	 * @param backoff how long to pause after the n-th 429 in a row that does not say it
	 * @param scheduler wakes the line; its thread sends the requests that had to wait
	 * @param listener told what happens
	 */
	public WaitingLine(Quota quota, RateLimiter limiter, WaitingLineSettings settings, IntFunction<Duration> backoff,
			Scheduler scheduler, RateLimitListener listener) {
		this(quota, limiter, settings, backoff, scheduler, listener, System::nanoTime);
	}

	WaitingLine(Quota quota, RateLimiter limiter, WaitingLineSettings settings, IntFunction<Duration> backoff,
			Scheduler scheduler, RateLimitListener listener, LongSupplier nanoClock) {
		this.quota = quota;
		this.limiter = limiter;
		this.settings = settings;
		this.scheduler = scheduler;
		this.listener = RateLimitListeners.of(listener, nanoClock);
		this.nanoClock = nanoClock;
		if (limiter instanceof ReservingRateLimiter own) {
			own.countWaiting(this.waiters::size);
			this.permits = own;
		}
		else {
			this.permits = new ReservedPermits(limiter, nanoClock);
		}
		this.answers = new Answers(quota, this.permits, this.listener, backoff, nanoClock, this.waiters::size);
	}

	/**
	 * Let a call pass when its turn comes.
	 * @param request the call
	 * @param exchange sends it, subscribed when there is a permit
	 * @return the answer of the exchange
	 */
	Mono<CustomerIoResponse> pass(CustomerIoRequest request, Mono<CustomerIoResponse> exchange) {
		return Mono.create((sink) -> {
			Waiter waiter = new Waiter(this, request, exchange, sink, this.nanoClock.getAsLong());
			String refusal = enter(waiter, request);
			if (refusal != null) {
				this.listener.refused(this.quota);
				waiter.reject(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.WAIT_TOO_LONG, refusal));
				return;
			}
			// not before it is in the line, which it may leave at once
			sink.onCancel(waiter);
			if (this.closed) {
				close(); // it came in while the line closed
			}
			letGo();
		});
	}

	/** Returns why the caller may not wait here, or null if it does now. */
	private @Nullable String enter(Waiter waiter, CustomerIoRequest request) {
		if (this.closed) {
			return request + " was not sent: the application shuts down";
		}
		Priority priority = request.priority();
		if (request.attempt() > 1 || priority != Priority.INTERACTIVE) {
			// let in before, or waiting on behalf of a queue that has bounds of its own
			this.waiters.add(waiter, priority, request.attempt() > 1, Integer.MAX_VALUE);
			return null;
		}
		long wait = this.answers.pauseNanos() + this.permits.nanosUntil(this.waiters.ahead(priority) + 1);
		if (wait > this.settings.maxWait().toNanos()) {
			return request + " would wait " + Duration.ofNanos(wait).toMillis() + " ms, " + property("max-wait")
					+ this.settings.maxWait().toMillis() + " ms";
		}
		return this.waiters.add(waiter, priority, false, this.settings.capacity()) ? null
				: request + " finds the waiting line full, " + property("capacity") + this.settings.capacity();
	}

	private String property(String name) {
		return "'customerio.rate-limit." + this.quota.id() + "." + name + "' is ";
	}

	private void letGo() {
		if (this.going.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			try {
				long wait = letGoWhilePermitted();
				if (wait > 0) {
					wakeAfter(wait);
				}
			}
			catch (Throwable ex) {
				failFirst(ex);
			}
			seen = this.going.addAndGet(-seen);
		}
		while (seen != 0);
	}

	/**
	 * The limiter or the scheduler failed. One caller is told and the line looks again,
	 * else everybody would wait forever.
	 */
	private void failFirst(Throwable ex) {
		this.timerSet = false;
		Waiter first = this.waiters.poll();
		if (first != null) {
			first.reject(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.INTERNAL_ERROR,
					first.request + " was not sent: " + ex, ex));
			this.going.incrementAndGet();
		}
	}

	/** Waking too early does no harm: the line looks again and sleeps on. */
	private void wakeAfter(long nanos) {
		long at = this.nanoClock.getAsLong() + nanos;
		if (this.timerSet && this.timerAt - at <= 0) {
			return;
		}
		this.timer.dispose();
		this.timerAt = at;
		this.timerSet = true;
		this.timer = this.scheduler.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
	}

	private void wake() {
		this.timerSet = false;
		letGo();
	}

	/**
	 * Returns after how many nanoseconds to try again, zero if something else wakes us.
	 */
	private long letGoWhilePermitted() {
		while (this.waiters.size() > 0 && this.inFlight.get() < this.settings.maxInFlight()) {
			if (this.paused) {
				return refuseOverdue();
			}
			long pause = this.answers.pauseNanos();
			if (pause > 0) {
				return pause;
			}
			long slot = this.permits.tryAcquire();
			if (slot < 0) {
				return -slot;
			}
			long now = this.nanoClock.getAsLong();
			Waiter waiter = this.waiters.poll();
			while (waiter != null && !waiter.permit(slot, now)) {
				waiter = this.waiters.poll();
			}
			if (waiter == null) {
				this.permits.giveBack(slot);
				return 0;
			}
			this.inFlight.incrementAndGet();
			// it may have come after the permit
			long waited = Math.max(0, now - waiter.since);
			Priority priority = waiter.request.priority();
			this.listener.permitted(this.quota, priority, waited);
			waiter.run();
		}
		return 0;
	}

	/**
	 * Nobody knows how long an operator's pause takes, so who waited too long is told.
	 * Returns after how many nanoseconds the next one has, zero if there is none.
	 */
	private long refuseOverdue() {
		long since = this.nanoClock.getAsLong() - this.settings.maxWait().toNanos();
		for (Waiter first = this.waiters.oldest(); first != null; first = this.waiters.oldest()) {
			if (first.since - since > 0) {
				return first.since - since;
			}
			this.waiters.remove(first);
			this.listener.refused(this.quota);
			first.reject(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.PAUSED,
					first.request + " was not sent: quota " + this.quota.id() + " is paused, " + property("max-wait")
							+ this.settings.maxWait().toMillis() + " ms"));
		}
		return 0;
	}

	/** A request leaves; returns the time. */
	long left(long slot) {
		this.permits.left(slot);
		return this.nanoClock.getAsLong();
	}

	/** Told of the answers to calls that had a permit. */
	Answers answers() {
		return this.answers;
	}

	void forget(Waiter waiter) {
		this.waiters.remove(waiter);
	}

	void done(long slot, boolean answered) {
		if (!answered) {
			this.permits.lost(slot);
		}
		this.inFlight.decrementAndGet();
		if (this.waiters.size() > 0) {
			letGo(); // an answer frees a permit earlier than was thought
		}
	}

	/**
	 * Let nobody in any more and tell everybody who waits.
	 */
	void close() {
		this.closed = true;
		int left = 0;
		for (Waiter waiter = this.waiters.poll(); waiter != null; waiter = this.waiters.poll()) {
			waiter.reject(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.SHUTTING_DOWN,
					waiter.request + " was not sent: the application shuts down"));
			left++;
		}
		if (left > 0) {
			logger.warn("{} calls of quota {} were not sent: the application shuts down", left, this.quota.id());
		}
	}

	/**
	 * Send nothing more until {@link #resume()}, whatever the server allows. Calls wait
	 * in their order, interactive ones no longer than the line's longest wait; what is
	 * under way goes on.
	 */
	public void pause() {
		if (!this.paused) {
			this.paused = true;
			logger.info("Quota {} is paused until it is resumed, {} calls wait", this.quota.id(), waiting());
			letGo(); // who waits looks at the time now
		}
	}

	/**
	 * Let calls go again, as far as the server allows.
	 */
	public void resume() {
		if (this.paused) {
			this.paused = false;
			logger.info("Quota {} is resumed, {} calls wait", this.quota.id(), waiting());
			letGo();
		}
	}

	/**
	 * Return whether the line is {@link #pause() paused}. A pause that the server asked
	 * for does not count.
	 * @return whether it is
	 */
	public boolean isPaused() {
		return this.paused;
	}

	/**
	 * Change the limit, for those who wait too.
	 * @param limit most requests in a window, positive
	 */
	public void changeLimit(int limit) {
		int before = this.limiter.getRateLimiterConfig().getLimitForPeriod();
		this.limiter.changeLimitForPeriod(limit);
		logger.info("Limit of quota {} is changed from {} to {} per {} ms", this.quota.id(), before, limit,
				this.limiter.getRateLimiterConfig().getLimitRefreshPeriod().toMillis());
		letGo();
	}

	/**
	 * Return the limit in force: the configured one, or less after the server refused
	 * calls.
	 * @return requests in any window
	 */
	public int effectiveLimit() {
		return (this.limiter instanceof SlidingWindowRateLimiter own) ? own.getEffectiveLimit()
				: this.limiter.getRateLimiterConfig().getLimitForPeriod();
	}

	/**
	 * Return the quota whose calls wait here.
	 * @return the quota
	 */
	public Quota quota() {
		return this.quota;
	}

	/**
	 * Return the limiter that gives the permits.
	 * @return the limiter
	 */
	public RateLimiter limiter() {
		return this.limiter;
	}

	/**
	 * Return how many calls wait.
	 * @return the count
	 */
	public int waiting() {
		return this.waiters.size();
	}

	/**
	 * Return which share of the line's capacity is taken.
	 * @return from 0 to 1; more while calls wait that came back for a retry
	 */
	public double fillLevel() {
		return (double) this.waiters.ahead(Priority.INTERACTIVE) / this.settings.capacity();
	}

	/**
	 * Return how many calls have a permit and no answer yet.
	 * @return the count
	 */
	public int inFlight() {
		return this.inFlight.get();
	}

	/**
	 * Return how long nobody may go because the server said so.
	 * @return the rest of the pause, zero if there is none
	 */
	public Duration pauseRemaining() {
		return Duration.ofNanos(this.answers.pauseNanos());
	}

}
