package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnFailureEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnSuccessEvent;
import io.github.resilience4j.ratelimiter.internal.RateLimiterEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.customeriospring.ratelimit.window.PermitWindow.Permit;
import io.github.customeriospring.ratelimit.window.PermitWindow.Waiters;

/**
 * A {@link PermitWindow} as a limiter of Resilience4j, so that the application's
 * registry, its meters and events, and changes of the limit know it. The line takes its
 * permits one by one and tells the window what became of each. Others who take permits
 * cannot tell, so theirs are in use for the longest time; they get them now or not at
 * all.
 */
final class SlidingWindowRateLimiter implements RateLimiter {

	private static final Logger logger = LoggerFactory.getLogger(SlidingWindowRateLimiter.class);

	final PermitWindow window;

	/** Knows the name, the configuration and the tags. Its permits are not used. */
	private final RateLimiter stock;

	private final LongSupplier nanoClock;

	private final RateLimiterEventProcessor events = new RateLimiterEventProcessor();

	private volatile @Nullable Waiters waiters;

	/**
	 * Create a limiter.
	 * @param stock the limiter that it stands for, as Resilience4j made it
	 * @param window where permits come from
	 * @param nanoClock the monotonic clock
	 */
	SlidingWindowRateLimiter(RateLimiter stock, PermitWindow window, LongSupplier nanoClock) {
		this.stock = stock;
		this.window = window;
		this.nanoClock = nanoClock;
	}

	/** The line takes a permit, if there is one now. */
	@Nullable Permit take() {
		Permit permit = this.window.take(now());
		if (permit != null) {
			publish(true, 1);
		}
		return permit;
	}

	/** Connect the line that takes permits. */
	void connect(Waiters waiters) {
		this.waiters = waiters;
		this.window.connect(waiters);
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
		this.stock.changeTimeoutDuration(timeoutDuration);
	}

	@Override
	public void changeLimitForPeriod(int limitForPeriod) {
		this.stock.changeLimitForPeriod(limitForPeriod);
		this.window.configure(limitForPeriod);
		Waiters waiters = this.waiters;
		if (waiters != null) {
			waiters.wake();
		}
	}

	@Override
	public String getName() {
		return this.stock.getName();
	}

	@Override
	public RateLimiterConfig getRateLimiterConfig() {
		return this.stock.getRateLimiterConfig();
	}

	@Override
	public Map<String, String> getTags() {
		return this.stock.getTags();
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
				Waiters waiters = SlidingWindowRateLimiter.this.waiters;
				return (waiters != null) ? waiters.waiting() : 0;
			}

			@Override
			public int getAvailablePermissions() {
				return SlidingWindowRateLimiter.this.window.available(now());
			}

		};
	}

	private long now() {
		return this.nanoClock.getAsLong();
	}

	/** What a consumer throws costs no permit. */
	private void publish(boolean permitted, int permits) {
		if (this.events.hasConsumers()) {
			try {
				this.events.consumeEvent(permitted ? new RateLimiterOnSuccessEvent(getName(), permits)
						: new RateLimiterOnFailureEvent(getName(), permits));
			}
			catch (Throwable ex) {
				logger.warn("A consumer of the events of {} failed", getName(), ex);
			}
		}
	}

}
