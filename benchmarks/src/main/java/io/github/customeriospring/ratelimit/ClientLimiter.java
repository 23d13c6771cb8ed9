package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The client's limiter on any clock, for simulations. A permit is an object that only the
 * limiter understands.
 */
@NullMarked
public final class ClientLimiter {

	private final SlidingWindowRateLimiter limiter;

	/**
	 * Create a limiter with the margins that the auto-configuration sets by default.
	 * @param limit most requests in any window
	 * @param window the window
	 * @param nanoClock the clock
	 */
	public ClientLimiter(int limit, Duration window, LongSupplier nanoClock) {
		RateLimiterConfig config = RateLimiterConfig.custom()
			.limitForPeriod(limit)
			.limitRefreshPeriod(window)
			.timeoutDuration(Duration.ZERO)
			.build();
		Duration least = Duration.ofMillis(2);
		this.limiter = new SlidingWindowRateLimiter("virtual", config, least, window, Map.of(), nanoClock);
	}

	/**
	 * Take a permit.
	 * @return the permit, or {@code null} if there is none now
	 */
	public @Nullable Object tryAcquire() {
		return this.limiter.tryAcquire();
	}

	/**
	 * Say when to ask again.
	 * @return nanoseconds from now
	 */
	public long nanosUntilNext() {
		return this.limiter.nanosUntilNext();
	}

	/**
	 * The request leaves.
	 * @param permit its permit
	 */
	public void left(Object permit) {
		this.limiter.left((PermitWindow.Permit) permit);
	}

	/**
	 * The request was accepted.
	 * @param permit its permit
	 */
	public void accepted(Object permit) {
		this.limiter.answered((PermitWindow.Permit) permit, true);
	}

	/**
	 * The request was refused.
	 * @param permit its permit
	 * @param again whether it left before an earlier refusal was known
	 * @param pauseNanos how long nobody goes
	 */
	public void refused(Object permit, boolean again, long pauseNanos) {
		this.limiter.refused((PermitWindow.Permit) permit, again, pauseNanos);
	}

}
