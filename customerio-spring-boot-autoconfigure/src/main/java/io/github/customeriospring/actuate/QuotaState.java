package io.github.customeriospring.actuate;

import java.time.Duration;
import java.time.Instant;

import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.window.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * What the line of a quota looks like at a moment.
 *
 * @param limit most requests in any window, as configured
 * @param window the window
 * @param effectiveLimit the limit in force, lower after answers with 429
 * @param available permits that could be used at once, negative if some are owed
 * @param waiting calls that wait for a permit
 * @param inFlight calls with a permit and no answer yet
 * @param paused whether an operator paused the quota
 * @param pauseRemaining how long nobody may go because the server said so
 * @param lastThrottled when the last answer with 429 came, or {@code null} for never
 * @param fillLevel how full the line is, from 0 to 1
 * @param sharing how the limit is shared with other instances, or {@code null} if it is
 * not
 * @param calls what became of the application's own calls
 */
record QuotaState(int limit, Duration window, int effectiveLimit, int available, int waiting, int inFlight,
		boolean paused, Duration pauseRemaining, @Nullable Instant lastThrottled, double fillLevel,
		@Nullable Sharing sharing, CallOutcomes.State calls) {

	static QuotaState of(QuotaControl line, @Nullable Instant lastThrottled, CallOutcomes.State calls) {
		return new QuotaState(line.limiter().getRateLimiterConfig().getLimitForPeriod(),
				line.limiter().getRateLimiterConfig().getLimitRefreshPeriod(), line.effectiveLimit(),
				line.limiter().getMetrics().getAvailablePermissions(), line.waiting(), line.inFlight(), line.isPaused(),
				line.pauseRemaining(), lastThrottled, line.fillLevel(), line.sharing(), calls);
	}

}
