package io.github.customeriospring.ratelimit;

import java.util.function.LongSupplier;

import io.github.customeriospring.ratelimit.PermitWindow.Permit;
import io.github.customeriospring.ratelimit.PermitWindow.Waiters;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Where a line gets its permits from, and whom it tells what became of them. A source
 * need not hold permits in memory: it may fetch them from elsewhere while calls wait, and
 * wake the line when they are there.
 */
interface PermitSource {

	/**
	 * Take a permit if there is one now.
	 * @return the permit, or {@code null} if there is none
	 */
	@Nullable Permit tryAcquire();

	/**
	 * Estimate when there may be a permit. Asking too early does no harm.
	 * @return nanoseconds from now, at least 1
	 */
	long nanosUntilNext();

	/**
	 * Nobody was left who could use the permit.
	 * @param permit the permit
	 */
	void unused(Permit permit);

	/**
	 * Connect the line that asks for permits.
	 * @param waiters the line
	 */
	default void connect(Waiters waiters) {
	}

	/** Returns whether a permit may be too old when its request is about to leave. */
	default boolean canExpire() {
		return false;
	}

	/** The application stops. Calls may still come. */
	default void leave() {
	}

	/**
	 * The request is about to leave.
	 * @param permit its permit
	 * @return whether it may; not if the permit has expired
	 */
	default boolean left(Permit permit) {
		return true;
	}

	/**
	 * The server answered, so it counted the request before now.
	 * @param permit its permit
	 * @param accepted whether with a success
	 */
	default void answered(Permit permit, boolean accepted) {
	}

	/**
	 * The server refused the request with a 429, so it did not count it.
	 * @param permit its permit
	 * @param again whether the request left before an earlier refusal was known, and so
	 * says nothing new
	 * @param pauseNanos how long nobody goes because of it, in nanoseconds
	 */
	default void refused(Permit permit, boolean again, long pauseNanos) {
	}

	/**
	 * The request ended without an answer. It may have been counted, or may still be.
	 * @param permit its permit
	 */
	default void lost(Permit permit) {
		left(permit);
	}

	/**
	 * Permits of any limiter of Resilience4j. It is asked for one permit ahead, which is
	 * kept for whoever is first when its time comes.
	 */
	final class Reserved implements PermitSource {

		private final RateLimiter limiter;

		private final LongSupplier nanoClock;

		private boolean reserved;

		private long reservedFor;

		Reserved(RateLimiter limiter, LongSupplier nanoClock) {
			this.limiter = limiter;
			this.nanoClock = nanoClock;
		}

		@Override
		public synchronized @Nullable Permit tryAcquire() {
			if (this.reserved && this.nanoClock.getAsLong() - this.reservedFor >= periodNanos()) {
				this.reserved = false; // that period is over, the present one has its own
			}
			if (!this.reserved) {
				long wait = this.limiter.reservePermission();
				this.reserved = wait >= 0; // else further away than the limiter's timeout
				this.reservedFor = this.nanoClock.getAsLong() + wait;
			}
			if (!this.reserved || this.reservedFor - this.nanoClock.getAsLong() > 0) {
				return null;
			}
			this.reserved = false;
			return new Permit();
		}

		@Override
		public synchronized long nanosUntilNext() {
			return this.reserved ? Math.max(1, this.reservedFor - this.nanoClock.getAsLong()) : periodNanos();
		}

		private long periodNanos() {
			return this.limiter.getRateLimiterConfig().getLimitRefreshPeriod().toNanos();
		}

		@Override
		public synchronized void unused(Permit permit) {
			this.reserved = true;
		}

	}

}
