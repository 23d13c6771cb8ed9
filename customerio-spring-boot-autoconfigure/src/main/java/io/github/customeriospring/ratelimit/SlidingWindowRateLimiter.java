package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.core.EventProcessor;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnFailureEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnSuccessEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link SlidingWindow} as a limiter of Resilience4j, so that the application's
 * registry, its meters and events, and changes of the limit know it. The line takes its
 * permits one by one and tells what became of each. Others who take permits cannot tell,
 * so theirs are in use for the longest time; they get them now or not at all.
 */
final class SlidingWindowRateLimiter implements RateLimiter, PermitSource {

	private static final Logger logger = LoggerFactory.getLogger(SlidingWindowRateLimiter.class);

	/** The first answers of a cold process are slow; a few say little of the rest. */
	private static final int LEAST_TRUSTED = 50;

	private final String name;

	private final Map<String, String> tags;

	private final LongSupplier nanoClock;

	private final Events events = new Events();

	private volatile RateLimiterConfig config;

	private volatile IntSupplier waiting = () -> 0;

	private volatile Runnable wake = () -> {
	};

	private final SlidingWindow window;

	/**
	 * Create a limiter.
	 * @param name its name in the registry
	 * @param config the limit, its window, and how long others wait for a permit
	 * @param minMargin the least time beyond the window for which a permit is in use
	 * @param maxMargin the most; if both are the same, the margin is fixed
	 * @param tags tags of its meters
	 * @param nanoClock the monotonic clock
	 */
	SlidingWindowRateLimiter(String name, RateLimiterConfig config, Duration minMargin, Duration maxMargin,
			Map<String, String> tags, LongSupplier nanoClock) {
		this.name = name;
		this.config = config;
		this.tags = Map.copyOf(tags);
		this.nanoClock = nanoClock;
		int limit = config.getLimitForPeriod();
		Duration period = config.getLimitRefreshPeriod();
		this.window = new SlidingWindow(limit, period,
				new Margin(period, minMargin, maxMargin, Math.max(LEAST_TRUSTED, 2 * limit)), nanoClock.getAsLong());
	}

	@Override
	public @Nullable Permit tryAcquire() {
		Permit permit = this.window.take(now());
		if (permit != null) {
			publish(true, 1);
		}
		return permit;
	}

	@Override
	public long nanosUntilNext() {
		return Math.max(1, this.window.nanosUntilNext(now()));
	}

	@Override
	public void unused(Permit permit) {
		this.window.unused(permit);
	}

	@Override
	public void left(Permit permit) {
		this.window.left(permit, now());
	}

	@Override
	public void lost(Permit permit) {
		this.window.lost(permit, now());
	}

	@Override
	public void answered(Permit permit, boolean accepted) {
		String news = this.window.answered(permit, accepted, now());
		if (news != null) {
			logger.warn("Limit of {} is {} per {} ms", this.name, news, this.config.getLimitRefreshPeriod().toMillis());
		}
	}

	@Override
	public void refused(Permit permit, boolean again, long pauseNanos) {
		this.window.refused(permit, again, this.waiting.getAsInt() > 0, pauseNanos, now());
	}

	@Override
	public void connect(IntSupplier waiting, Runnable wake) {
		this.waiting = waiting;
		this.wake = wake;
	}

	/** Returns the limit in force: less than configured after refusals. */
	int effectiveLimit() {
		return this.window.limit(now());
	}

	/** Goes back to the configured limit. */
	void forgetRefusals() {
		this.window.forgetRefusals();
	}

	private long now() {
		return this.nanoClock.getAsLong();
	}

	/** Of others than the line: now, or not at all. */
	@Override
	public long reservePermission(int permits) {
		if (permits < 1) {
			throw new IllegalArgumentException("'permits' must be positive, was " + permits);
		}
		boolean permitted = this.window.takeForOthers(permits, now());
		publish(permitted, permits);
		return permitted ? 0 : -1;
	}

	@Override
	public boolean acquirePermission(int permits) {
		return reservePermission(permits) == 0;
	}

	@Override
	public void drainPermissions() {
		boolean more = true;
		while (more) {
			more = this.window.takeForOthers(1, now());
		}
	}

	@Override
	public void changeTimeoutDuration(Duration timeoutDuration) {
		this.config = RateLimiterConfig.from(this.config).timeoutDuration(timeoutDuration).build();
	}

	@Override
	public void changeLimitForPeriod(int limitForPeriod) {
		this.config = RateLimiterConfig.from(this.config).limitForPeriod(limitForPeriod).build();
		this.window.configure(limitForPeriod);
		this.wake.run();
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
				return SlidingWindowRateLimiter.this.waiting.getAsInt();
			}

			@Override
			public int getAvailablePermissions() {
				return SlidingWindowRateLimiter.this.window.available(now());
			}

		};
	}

	/** What a consumer throws costs no permit. */
	private void publish(boolean permitted, int permits) {
		if (this.events.hasConsumers()) {
			try {
				this.events.processEvent(permitted ? new RateLimiterOnSuccessEvent(this.name, permits)
						: new RateLimiterOnFailureEvent(this.name, permits));
			}
			catch (Throwable ex) {
				logger.warn("A consumer of the events of {} failed", this.name, ex);
			}
		}
	}

	/** Tells consumers of the limiter's events. */
	private static final class Events extends EventProcessor<RateLimiterEvent> implements EventPublisher {

		@Override
		public EventPublisher onSuccess(EventConsumer<RateLimiterOnSuccessEvent> consumer) {
			registerConsumer(RateLimiterOnSuccessEvent.class.getName(), consumer);
			return this;
		}

		@Override
		public EventPublisher onFailure(EventConsumer<RateLimiterOnFailureEvent> consumer) {
			registerConsumer(RateLimiterOnFailureEvent.class.getName(), consumer);
			return this;
		}

	}

}
