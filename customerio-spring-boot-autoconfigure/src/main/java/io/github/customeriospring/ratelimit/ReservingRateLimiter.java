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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * What Resilience4j asks of a limiter beside the arithmetic: events, waiting threads,
 * configuration.
 */
abstract class ReservingRateLimiter implements RateLimiter, PermitSource {

	private static final Logger logger = LoggerFactory.getLogger(ReservingRateLimiter.class);

	private final String name;

	private final LongSupplier nanoClock;

	private final RateLimiterEventProcessor events = new RateLimiterEventProcessor();

	private final AtomicInteger blocked = new AtomicInteger();

	private volatile IntSupplier waiting = () -> 0;

	private volatile Map<String, String> tags = Map.of();

	private volatile RateLimiterConfig config;

	ReservingRateLimiter(String name, int limit, Duration window, Duration timeout, LongSupplier nanoClock) {
		Assert.isTrue(window.compareTo(Duration.ZERO) > 0, () -> "'window' must be positive, was " + window);
		this.name = name;
		this.nanoClock = nanoClock;
		this.config = RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(window)
			.timeoutDuration(timeout)
			.build();
	}

	/**
	 * Reserve permits.
	 * @return nanoseconds until they may be used, or -1 if that is more than the maximum
	 */
	abstract long reserve(int permits, long maxNanos);

	/** How many permits could be used at once, negative if some are owed. */
	abstract int available();

	/** Take all permits that could be used at once and return how many. */
	abstract int drain();

	abstract void limitChanged(int limit);

	long nanoTime() {
		return this.nanoClock.getAsLong();
	}

	@Override
	public long reservePermission(int permits) {
		if (permits <= 0) { // no lambda for each permit
			throw new IllegalArgumentException("'permits' must be positive, was " + permits);
		}
		long wait = reserve(permits, this.config.getTimeoutDuration().toNanos());
		if (wait >= 0) {
			permitted(permits);
		}
		else if (this.events.hasConsumers()) {
			this.events.consumeEvent(new RateLimiterOnFailureEvent(this.name, permits));
		}
		return wait;
	}

	void permitted(int permits) {
		if (this.events.hasConsumers()) {
			try {
				this.events.consumeEvent(new RateLimiterOnSuccessEvent(this.name, permits));
			}
			catch (Throwable ex) {
				// the permit is taken
				logger.warn("A consumer of the events of {} failed", this.name, ex);
			}
		}
	}

	@Override
	public boolean acquirePermission(int permits) {
		long wait = reservePermission(permits);
		if (wait <= 0) {
			return wait == 0;
		}
		long until = nanoTime() + wait;
		this.blocked.incrementAndGet();
		try {
			while (wait > 0 && !Thread.currentThread().isInterrupted()) {
				LockSupport.parkNanos(this, wait);
				wait = until - nanoTime();
			}
			return wait <= 0;
		}
		finally {
			this.blocked.decrementAndGet();
		}
	}

	@Override
	public void drainPermissions() {
		int drained = drain();
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
		limitChanged(limitForPeriod);
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

	/**
	 * Set the tags of this limiter's meters, none at first.
	 * @param tags the tags
	 */
	public void setTags(Map<String, String> tags) {
		this.tags = Map.copyOf(tags);
	}

	@Override
	public Map<String, String> getTags() {
		return this.tags;
	}

	@Override
	public EventPublisher getEventPublisher() {
		return this.events;
	}

	@Override
	public Metrics getMetrics() {
		return new Metrics() {

			@Override
			public int getNumberOfWaitingThreads() {
				return ReservingRateLimiter.this.blocked.get() + ReservingRateLimiter.this.waiting.getAsInt();
			}

			@Override
			public int getAvailablePermissions() {
				return available();
			}

		};
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + " '" + this.name + "' (" + this.config.getLimitForPeriod() + " per "
				+ this.config.getLimitRefreshPeriod().toMillis() + " ms)";
	}

}
