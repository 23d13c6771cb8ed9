package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Backoff;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Makes lines in virtual time. All is as the auto-configuration sets it, unless changed.
 */
final class Lines {

	final List<RateLimitListener> listeners = new ArrayList<>();

	private final @Nullable VirtualTimeScheduler time;

	private final LongSupplier nanoClock;

	Duration minMargin = Duration.ofMillis(2);

	Duration maxMargin = Duration.ofSeconds(1);

	Admission admission = new Admission(10_000, 64 << 20, Duration.ofMinutes(1), 500);

	IntFunction<Duration> backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0)::delay;

	Duration longestPause = Duration.ofMinutes(5);

	Lines(VirtualTimeScheduler time) {
		this.time = time;
		this.nanoClock = () -> time.now(TimeUnit.NANOSECONDS);
	}

	/** For limiters alone. */
	Lines(LongSupplier nanoClock) {
		this.time = null;
		this.nanoClock = nanoClock;
	}

	/** Of permits that are free a window after they were taken. */
	static Lines exact(VirtualTimeScheduler time) {
		Lines lines = new Lines(time);
		lines.minMargin = Duration.ZERO;
		lines.maxMargin = Duration.ZERO;
		lines.admission = new Admission(100, 64 << 20, Duration.ofMinutes(1), 100);
		lines.backoff = (n) -> Duration.ofSeconds(1L << (n - 1));
		return lines;
	}

	Lines bounds(int capacity, Duration maxWait, int maxInFlight) {
		this.admission = new Admission(capacity, 64 << 20, maxWait, maxInFlight);
		return this;
	}

	Lines listener(RateLimitListener listener) {
		this.listeners.add(listener);
		return this;
	}

	WaitingLine create() {
		return create(100);
	}

	WaitingLine create(int limit) {
		return create(limiter(limit));
	}

	WaitingLine create(RateLimiter limiter) {
		return new WaitingLine(Quota.TRACK, limiter, this.admission,
				new Pauses(this.backoff, this.longestPause, Duration.ofMinutes(1), this.nanoClock.getAsLong()),
				this.time, this.listeners, this.nanoClock);
	}

	SlidingWindowRateLimiter limiter(int limit) {
		RateLimiterConfig config = RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(Duration.ofSeconds(1))
			.timeoutDuration(Duration.ofMinutes(1))
			.build();
		PermitWindow.Settings settings = new PermitWindow.Settings(Quota.TRACK, limit, Duration.ofSeconds(1),
				this.minMargin, this.maxMargin, 0, Schedulers.immediate(), this.nanoClock);
		return new SlidingWindowRateLimiter(RateLimiter.of("customerio-track", config),
				settings.local(limit, settings.window()), this.nanoClock);
	}

}
