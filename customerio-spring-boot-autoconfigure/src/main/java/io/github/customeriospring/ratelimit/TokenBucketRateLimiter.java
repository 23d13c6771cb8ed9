package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.springframework.util.Assert;

/**
 * A token bucket: permits come evenly at {@code limit / window}, and up to {@code burst}
 * of them are saved up while nobody needs any.
 * <p>
 * A server that counts a sliding window sees up to {@code limit + burst} requests in one:
 * the saved-up burst, and what came evenly behind it. So either the burst is small, or
 * the limit is set lower than the server's by as much, or the server refuses some. It
 * suits servers that count with a bucket themselves.
 *
 * @since 0.1.0
 */
public final class TokenBucketRateLimiter extends ReservingRateLimiter {

	private final long windowNanos;

	private final int burst;

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private double nanosPerPermit;

	/** When the bucket was, or will be, empty; a full one was a burst's time ago. */
	private double emptyAt;

	/** The fields above count from here, so that doubles stay exact. */
	private final long start;

	/**
	 * Create a limiter with a full bucket.
	 * @param name its name in the registry
	 * @param limit permits in a window, positive
	 * @param window the window, positive
	 * @param burst most permits saved up, positive
	 * @param timeout how long {@link #acquirePermission(int)} waits at most
	 */
	public TokenBucketRateLimiter(String name, int limit, Duration window, int burst, Duration timeout) {
		this(name, limit, window, burst, timeout, System::nanoTime);
	}

	TokenBucketRateLimiter(String name, int limit, Duration window, int burst, Duration timeout,
			LongSupplier nanoClock) {
		super(name, limit, window, timeout, nanoClock);
		Assert.isTrue(burst > 0, () -> "'burst' must be positive, was " + burst);
		this.windowNanos = window.toNanos();
		this.burst = burst;
		this.nanosPerPermit = (double) this.windowNanos / limit;
		this.start = nanoClock.getAsLong();
		this.emptyAt = -burst * this.nanosPerPermit;
	}

	@Override
	public long tryAcquire() {
		synchronized (this.lock) {
			long wait = nanosUntilPermits(1);
			if (wait > 0) {
				return -wait;
			}
			this.emptyAt += this.nanosPerPermit;
		}
		permitted(1);
		return 0;
	}

	@Override
	public void giveBack(long slot) {
		synchronized (this.lock) {
			this.emptyAt -= this.nanosPerPermit;
		}
	}

	@Override
	public long nanosUntil(int callers) {
		synchronized (this.lock) {
			return nanosUntilPermits(callers);
		}
	}

	@Override
	long reserve(int permits, long maxNanos) {
		synchronized (this.lock) {
			long wait = nanosUntilPermits(permits);
			if (permits > this.burst || wait > maxNanos) {
				return -1;
			}
			this.emptyAt += permits * this.nanosPerPermit;
			return wait;
		}
	}

	/** Also forgets what does not fit into the bucket. */
	private long nanosUntilPermits(int permits) {
		double now = nanoTime() - this.start;
		this.emptyAt = Math.max(this.emptyAt, now - this.burst * this.nanosPerPermit);
		return Math.max(0, (long) Math.ceil(this.emptyAt + permits * this.nanosPerPermit - now));
	}

	@Override
	int available() {
		synchronized (this.lock) {
			nanosUntilPermits(1);
			// a permit that is a millionth short is there
			return (int) Math.floor((nanoTime() - this.start - this.emptyAt) / this.nanosPerPermit + 1e-6);
		}
	}

	@Override
	int drain() {
		synchronized (this.lock) {
			int drained = Math.max(0, available());
			this.emptyAt += drained * this.nanosPerPermit;
			return drained;
		}
	}

	@Override
	void limitChanged(int limit) {
		synchronized (this.lock) {
			double now = nanoTime() - this.start;
			double saved = (now - this.emptyAt) / this.nanosPerPermit;
			this.nanosPerPermit = (double) this.windowNanos / limit;
			this.emptyAt = now - saved * this.nanosPerPermit;
		}
	}

}
