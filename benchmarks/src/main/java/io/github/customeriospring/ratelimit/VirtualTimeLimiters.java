package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.NullMarked;

/**
 * Makes limiters that run on a clock of the benchmarks' own.
 */
@NullMarked
public final class VirtualTimeLimiters {

	private VirtualTimeLimiters() {
	}

	/**
	 * Create a limiter with the margins that the auto-configuration sets by default.
	 * @param limit most requests in any window
	 * @param window the window
	 * @param nanoClock the clock
	 * @return the limiter
	 */
	public static SlidingWindowRateLimiter create(int limit, Duration window, LongSupplier nanoClock) {
		return new SlidingWindowRateLimiter("virtual", limit, window, Duration.ofMillis(2), window, Duration.ZERO,
				nanoClock);
	}

}
