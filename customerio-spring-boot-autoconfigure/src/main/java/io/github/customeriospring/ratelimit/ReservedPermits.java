package io.github.customeriospring.ratelimit;

import java.util.function.LongSupplier;

import io.github.resilience4j.ratelimiter.RateLimiter;

/**
 * Permits of any Resilience4j limiter, by holding one reservation at a time. Used by one
 * line only, which asks from one thread at a time.
 */
final class ReservedPermits implements PermitSource {

	private final RateLimiter limiter;

	private final LongSupplier nanoClock;

	private boolean reserved;

	private long reservedFor;

	ReservedPermits(RateLimiter limiter, LongSupplier nanoClock) {
		this.limiter = limiter;
		this.nanoClock = nanoClock;
	}

	@Override
	public long tryAcquire() {
		long period = this.limiter.getRateLimiterConfig().getLimitRefreshPeriod().toNanos();
		long now = this.nanoClock.getAsLong();
		if (this.reserved && now - this.reservedFor >= period) {
			// that period is over, and the present one has its own permits
			this.reserved = false;
		}
		if (!this.reserved) {
			long wait = this.limiter.reservePermission();
			if (wait < 0) {
				// further away than the limiter's timeout: it holds nothing for us
				return -period;
			}
			// the limiter counts from its own look at the clock
			now = this.nanoClock.getAsLong();
			this.reserved = true;
			this.reservedFor = now + wait;
		}
		if (this.reservedFor - now > 0) {
			return now - this.reservedFor;
		}
		this.reserved = false;
		return 0;
	}

	@Override
	public void giveBack(long slot) {
		this.reserved = true;
	}

	@Override
	public long nanosUntil(int callers) {
		int limit = this.limiter.getRateLimiterConfig().getLimitForPeriod();
		return (callers - 1) / limit * this.limiter.getRateLimiterConfig().getLimitRefreshPeriod().toNanos();
	}

}
