package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnDrainedEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnFailureEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnSuccessEvent;
import io.github.resilience4j.ratelimiter.internal.RateLimiterEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * A Resilience4j limiter that is exact: in <em>any</em> window the server counts at most
 * as many requests as the limit, wherever the window starts and however long requests are
 * on their way. Resilience4j's own one counts fixed cycles, which lets up to twice the
 * limit through around the turn of a cycle.
 * <p>
 * A permit is in use from the moment it is taken until a window after the server must
 * have counted its request ({@link Margin}). There are at most as many in use as the
 * limit, which follows what the server really accepts ({@link AdaptiveLimit}).
 *
 * @since 0.1.0
 */
public final class SlidingWindowRateLimiter implements RateLimiter, PermitSource {

	private static final Logger logger = LoggerFactory.getLogger(SlidingWindowRateLimiter.class);

	/** Permits may follow each other this much closer, to make up for late timers. */
	private static final long GAP_TOLERANCE = Duration.ofMillis(5).toNanos();

	/** The way there and back of requests whose answers we are not told of. */
	private static final long UNSEEN_TRIP = Duration.ofMillis(20).toNanos();

	private final String name;

	private final LongSupplier nanoClock;

	private final long windowNanos;

	private final RateLimiterEventProcessor events = new RateLimiterEventProcessor();

	private final AtomicInteger blocked = new AtomicInteger();

	private volatile IntSupplier waiting = () -> 0;

	private volatile RateLimiterConfig config;

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private final HeldPermits held;

	private final Margin margin;

	private final AdaptiveLimit limit;

	private long nextAt;

	/**
	 * Create a limiter.
	 * @param name its name in the registry
	 * @param limit most requests in any window, positive
	 * @param window the server's window, positive
	 * @param minMargin the least time beyond the window for which a permit is in use
	 * @param maxMargin the most; if both are the same, the margin is fixed
	 * @param timeout how long {@link #acquirePermission(int)} waits at most
	 */
	public SlidingWindowRateLimiter(String name, int limit, Duration window, Duration minMargin, Duration maxMargin,
			Duration timeout) {
		this(name, limit, window, minMargin, maxMargin, timeout, System::nanoTime);
	}

	SlidingWindowRateLimiter(String name, int limit, Duration window, Duration minMargin, Duration maxMargin,
			Duration timeout, LongSupplier nanoClock) {
		Assert.isTrue(window.compareTo(Duration.ZERO) > 0, () -> "'window' must be positive, was " + window);
		this.name = name;
		this.nanoClock = nanoClock;
		this.config = RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(window)
			.timeoutDuration(timeout)
			.build();
		this.windowNanos = window.toNanos();
		this.held = new HeldPermits(limit);
		this.margin = new Margin(window, minMargin, maxMargin, 2 * limit);
		this.limit = new AdaptiveLimit(limit, this.windowNanos);
		this.nextAt = nanoClock.getAsLong();
	}

	@Override
	public long tryAcquire() {
		long slot;
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			long wait = nanosUntilPermit(now);
			if (wait > 0) {
				return -wait;
			}
			slot = take(now);
		}
		publishSuccess(1);
		return slot;
	}

	private long take(long now) {
		long gap = this.limit.gapNanos();
		if (gap > 0) {
			this.nextAt = ((this.nextAt - now + GAP_TOLERANCE > 0) ? this.nextAt : now - GAP_TOLERANCE) + gap;
		}
		return this.held.take();
	}

	private long nanosUntilPermit(long now) {
		if (this.limit.isLowered() && this.nextAt - now > 0) {
			return this.nextAt - now;
		}
		return (available(now) > 0) ? 0 : nanosUntilRelease(now);
	}

	private int available(long now) {
		this.held.expire(now - this.margin.holdAfterDeparture(), now - this.margin.holdAfterAnswer());
		return this.limit.current() - this.held.count();
	}

	private long nanosUntilRelease(long now) {
		return this.held.nanosUntilRelease(now - this.margin.holdAfterDeparture(), now - this.margin.holdAfterAnswer(),
				this.windowNanos);
	}

	@Override
	public void left(long slot) {
		synchronized (this.lock) {
			this.held.left(slot, this.nanoClock.getAsLong());
		}
	}

	@Override
	public void answered(long slot, boolean accepted) {
		String news = null;
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			if (accepted) {
				this.margin.accepted(now - this.held.leftAt(slot, now), now);
				news = this.limit.accepted(now);
			}
			this.held.answered(slot, now);
		}
		log(news);
	}

	@Override
	public void throttled(long slot, boolean again, long pauseNanos) {
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			this.held.release(slot);
			this.margin.throttled(now);
			this.limit.throttled(again, this.held.count(), pauseNanos, now);
		}
	}

	@Override
	public void lost(long slot) {
		left(slot);
	}

	private void log(@Nullable String news) {
		if (news != null) {
			logger.warn("Limit of {} is {} per {} ms", this.name, news, this.config.getLimitRefreshPeriod().toMillis());
		}
	}

	@Override
	public long nanosUntil(int callers) {
		synchronized (this.lock) {
			long now = this.nanoClock.getAsLong();
			int missing = callers - available(now);
			if (missing <= 0) {
				return 0;
			}
			return nanosUntilRelease(now) + (missing - 1) / this.limit.current() * this.windowNanos;
		}
	}

	@Override
	public long reservePermission(int permits) {
		Assert.isTrue(permits > 0, () -> "'permits' must be positive, was " + permits);
		long wait = reserve(permits);
		if (wait >= 0) {
			publishSuccess(permits);
		}
		else if (this.events.hasConsumers()) {
			this.events.consumeEvent(new RateLimiterOnFailureEvent(this.name, permits));
		}
		return wait;
	}

	private long reserve(int permits) {
		synchronized (this.lock) {
			if (permits > this.limit.current()) {
				return -1;
			}
			long wait = nanosUntil(permits);
			if (wait > this.config.getTimeoutDuration().toNanos()) {
				return -1;
			}
			long time = this.nanoClock.getAsLong() + wait;
			for (int i = 0; i < permits; i++) {
				long slot = this.held.take();
				this.held.left(slot, time);
				this.held.answered(slot, time + UNSEEN_TRIP);
			}
			return wait;
		}
	}

	@Override
	public boolean acquirePermission(int permits) {
		long wait = reservePermission(permits);
		if (wait <= 0) {
			return wait == 0;
		}
		long until = this.nanoClock.getAsLong() + wait;
		this.blocked.incrementAndGet();
		try {
			while (wait > 0 && !Thread.currentThread().isInterrupted()) {
				LockSupport.parkNanos(this, wait);
				wait = until - this.nanoClock.getAsLong();
			}
			return wait <= 0;
		}
		finally {
			this.blocked.decrementAndGet();
		}
	}

	private void publishSuccess(int permits) {
		if (this.events.hasConsumers()) {
			this.events.consumeEvent(new RateLimiterOnSuccessEvent(this.name, permits));
		}
	}

	@Override
	public void drainPermissions() {
		int drained;
		synchronized (this.lock) {
			drained = Math.max(0, available(this.nanoClock.getAsLong()));
			for (int i = 0; i < drained; i++) {
				this.held.left(this.held.take(), this.nanoClock.getAsLong());
			}
		}
		if (this.events.hasConsumers()) {
			this.events.consumeEvent(new RateLimiterOnDrainedEvent(this.name, drained));
		}
	}

	@Override
	public void changeTimeoutDuration(Duration timeoutDuration) {
		this.config = RateLimiterConfig.from(this.config).timeoutDuration(timeoutDuration).build();
	}

	@Override
	public void changeLimitForPeriod(int limitForPeriod) {
		this.config = RateLimiterConfig.from(this.config).limitForPeriod(limitForPeriod).build();
		synchronized (this.lock) {
			this.limit.configure(limitForPeriod);
		}
	}

	/**
	 * Return the limit in force: the configured one, or less where the server showed that
	 * it accepts less.
	 * @return requests in any window
	 */
	public int getEffectiveLimit() {
		synchronized (this.lock) {
			return this.limit.current();
		}
	}

	/**
	 * Count callers who wait elsewhere among the waiting threads of the metrics.
	 * @param waiting how many wait
	 */
	void countWaiting(IntSupplier waiting) {
		this.waiting = waiting;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public RateLimiterConfig getRateLimiterConfig() {
		return this.config;
	}

	@Override
	public Map<String, String> getTags() {
		return Map.of();
	}

	@Override
	public Metrics getMetrics() {
		return new Metrics() {

			@Override
			public int getNumberOfWaitingThreads() {
				return SlidingWindowRateLimiter.this.blocked.get() + SlidingWindowRateLimiter.this.waiting.getAsInt();
			}

			@Override
			public int getAvailablePermissions() {
				synchronized (SlidingWindowRateLimiter.this.lock) {
					return available(SlidingWindowRateLimiter.this.nanoClock.getAsLong());
				}
			}

		};
	}

	@Override
	public EventPublisher getEventPublisher() {
		return this.events;
	}

	@Override
	public String toString() {
		return "SlidingWindowRateLimiter '" + this.name + "' (" + this.config.getLimitForPeriod() + " in any "
				+ this.config.getLimitRefreshPeriod().toMillis() + " ms)";
	}

}
