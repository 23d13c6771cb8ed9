package io.github.customeriospring.ratelimit;

import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Permits of a limiter that the application made. It is asked for one permit ahead, which
 * is kept for whoever is first when its time comes. What becomes of a permit is no matter
 * of it.
 */
final class ForeignWindow implements PermitWindow {

	private final RateLimiter limiter;

	private boolean reserved;

	private long reservedFor;

	ForeignWindow(RateLimiter limiter) {
		this.limiter = limiter;
	}

	@Override
	public synchronized @Nullable Permit take(long now) {
		if (this.reserved && now - this.reservedFor >= periodNanos()) {
			this.reserved = false; // that period is over, the present one has its own
		}
		if (!this.reserved) {
			long wait = this.limiter.reservePermission();
			this.reserved = wait >= 0; // else further away than the limiter's timeout
			this.reservedFor = now + wait;
		}
		if (!this.reserved || this.reservedFor - now > 0) {
			return null;
		}
		this.reserved = false;
		return new Permit();
	}

	@Override
	public synchronized long nanosUntilNext(long now) {
		return this.reserved ? this.reservedFor - now : periodNanos();
	}

	private long periodNanos() {
		return this.limiter.getRateLimiterConfig().getLimitRefreshPeriod().toNanos();
	}

	@Override
	public synchronized void unused(Permit permit) {
		this.reserved = true;
	}

	@Override
	public boolean takeForOthers(int permits, long now) {
		return this.limiter.acquirePermission(permits);
	}

	@Override
	public int available(long now) {
		return this.limiter.getMetrics().getAvailablePermissions();
	}

	@Override
	public int limit(long now) {
		return this.limiter.getRateLimiterConfig().getLimitForPeriod();
	}

}
