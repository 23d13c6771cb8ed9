package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.customeriospring.ratelimit.PermitWindow.Permit;
import io.github.customeriospring.ratelimit.PermitWindow.Waiters;
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
 * A {@link PermitWindow} as a limiter of Resilience4j, so that the application's
 * registry, its meters and events, and changes of the limit know it. The line takes its
 * permits one by one and tells what became of each. Others who take permits cannot tell,
 * so theirs are in use for the longest time; they get them now or not at all.
 */
final class SlidingWindowRateLimiter implements RateLimiter, PermitSource {

	private static final Logger logger = LoggerFactory.getLogger(SlidingWindowRateLimiter.class);

	/** The first answers of a cold process are slow; a few say little of the rest. */
	static final int LEAST_TRUSTED = 50;

	private final String name;

	private final Map<String, String> tags;

	private final LongSupplier nanoClock;

	private final Events events = new Events();

	private volatile RateLimiterConfig config;

	private volatile @Nullable Waiters waiters;

	private final PermitWindow window;

	/**
	 * Create a limiter of this process alone.
	 * @param name its name in the registry
	 * @param config the limit, its window, and how long others wait for a permit
	 * @param minMargin the least time beyond the window for which a permit is in use
	 * @param maxMargin the most; if both are the same, the margin is fixed
	 * @param tags tags of its meters
	 * @param nanoClock the monotonic clock
	 */
	SlidingWindowRateLimiter(String name, RateLimiterConfig config, Duration minMargin, Duration maxMargin,
			Map<String, String> tags, LongSupplier nanoClock) {
		this(name, config, local(config.getLimitForPeriod(), config.getLimitRefreshPeriod(), minMargin, maxMargin,
				nanoClock.getAsLong()), tags, nanoClock);
	}

	/** Create a limiter whose permits come from the given window. */
	SlidingWindowRateLimiter(String name, RateLimiterConfig config, PermitWindow window, Map<String, String> tags,
			LongSupplier nanoClock) {
		this.name = name;
		this.config = config;
		this.window = window;
		this.tags = Map.copyOf(tags);
		this.nanoClock = nanoClock;
	}

	static SlidingWindow local(int limit, Duration window, Duration minMargin, Duration maxMargin, long now) {
		return new SlidingWindow(limit, window,
				new Margin(window, minMargin, maxMargin, Math.max(LEAST_TRUSTED, 2 * limit)), now);
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
	public boolean left(Permit permit) {
		return this.window.left(permit, now());
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
		this.window.refused(permit, again, waiting() > 0, pauseNanos, now());
	}

	@Override
	public void lost(Permit permit) {
		this.window.lost(permit, now());
	}

	@Override
	public void connect(Waiters waiters) {
		this.waiters = waiters;
		this.window.connect(waiters);
	}

	@Override
	public boolean canExpire() {
		return this.window.canExpire();
	}

	@Override
	public void leave() {
		this.window.leave();
	}

	private int waiting() {
		Waiters waiters = this.waiters;
		return (waiters != null) ? waiters.waiting() : 0;
	}

	/** Returns how it is shared with other instances, or {@code null} if it is not. */
	QuotaControl.@Nullable Sharing sharing() {
		return this.window.sharing();
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
		Waiters waiters = this.waiters;
		if (waiters != null) {
			waiters.wake();
		}
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
				return waiting();
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
