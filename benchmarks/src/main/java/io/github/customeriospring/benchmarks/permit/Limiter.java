package io.github.customeriospring.benchmarks.permit;

import java.time.Duration;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.customeriospring.ratelimit.ClientLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;

/**
 * Limiters that always have a permit, as their limit is beyond what a program can use.
 */
@SuppressWarnings("UnstableApiUsage")
public enum Limiter {

	/** Asked as the peers are. */
	OURS("this starter", true) {
		@Override
		public Permit create() {
			ClientLimiter limiter = ours();
			return () -> limiter.resilience4j().acquirePermission(1);
		}
	},

	/** As the waiting line uses it. */
	OURS_WHOLE("this starter, whole life of a permit: taken, left, answered", true) {
		@Override
		public Permit create() {
			ClientLimiter limiter = ours();
			return () -> {
				Object permit = limiter.tryAcquire();
				if (permit != null) {
					limiter.left(permit);
					limiter.accepted(permit);
				}
				return permit != null;
			};
		}
	},

	/** The default of its registry. */
	RESILIENCE4J_ATOMIC("Resilience4j AtomicRateLimiter", false) {
		@Override
		public Permit create() {
			AtomicRateLimiter limiter = new AtomicRateLimiter("peer", resilience4j());
			return () -> limiter.acquirePermission(1);
		}
	},

	/** A semaphore and a thread that refills it: reads no clock. */
	RESILIENCE4J_SEMAPHORE("Resilience4j SemaphoreBasedRateLimiter", false) {
		@Override
		public Permit create() {
			SemaphoreBasedRateLimiter limiter = new SemaphoreBasedRateLimiter("peer", resilience4j());
			return () -> limiter.acquirePermission(1);
		}
	},

	/** With its default clock, of milliseconds. */
	BUCKET4J("Bucket4j", false) {
		@Override
		public Permit create() {
			Bucket bucket = Bucket.builder()
				.addLimit((bandwidth) -> bandwidth.capacity(HUGE).refillGreedy(HUGE, Duration.ofSeconds(1)))
				.build();
			return () -> bucket.tryConsume(1);
		}
	},

	/** Smooth bursty. */
	GUAVA("Guava", false) {
		@Override
		public Permit create() {
			RateLimiter limiter = RateLimiter.create(HUGE);
			return limiter::tryAcquire;
		}
	},

	/** Evenly spread. */
	FAILSAFE_SMOOTH("Failsafe smooth", false) {
		@Override
		public Permit create() {
			dev.failsafe.RateLimiter<?> limiter = dev.failsafe.RateLimiter.smoothBuilder(HUGE, Duration.ofSeconds(1))
				.build();
			return limiter::tryAcquirePermit;
		}
	},

	/** A fixed period. */
	FAILSAFE_BURSTY("Failsafe bursty", false) {
		@Override
		public Permit create() {
			dev.failsafe.RateLimiter<?> limiter = dev.failsafe.RateLimiter.burstyBuilder(HUGE, Duration.ofSeconds(1))
				.build();
			return limiter::tryAcquirePermit;
		}
	};

	/** One in a nanosecond, the most that Bucket4j takes. */
	private static final int HUGE = 1_000_000_000;

	private final String title;

	private final boolean ours;

	Limiter(String title, boolean ours) {
		this.title = title;
		this.ours = ours;
	}

	/**
	 * The name in tables.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Whether it is this project's.
	 * @return whether it is no peer
	 */
	public boolean isOurs() {
		return this.ours;
	}

	/**
	 * Create the limiter.
	 * @return takes permits of it
	 */
	public abstract Permit create();

	/**
	 * The same rate. The window is short so that a real number of permits, some thousand,
	 * is in use: they end with the window.
	 */
	private static ClientLimiter ours() {
		return new ClientLimiter(HUGE / 10_000, Duration.ofNanos(100_000), System::nanoTime);
	}

	private static RateLimiterConfig resilience4j() {
		return RateLimiterConfig.custom()
			.limitForPeriod(HUGE)
			.limitRefreshPeriod(Duration.ofSeconds(1))
			.timeoutDuration(Duration.ZERO)
			.build();
	}

}
