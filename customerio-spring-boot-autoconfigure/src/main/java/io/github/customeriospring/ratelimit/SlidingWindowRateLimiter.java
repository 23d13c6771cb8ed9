package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Resilience4j limiter that is exact: in <em>any</em> window the server counts at most
 * as many requests as the limit, wherever the window starts and however long requests are
 * on their way. Resilience4j's own one counts fixed cycles, which lets up to twice the
 * limit through around the turn of a cycle.
 * <p>
 * A permit is in use from the moment it is taken until a window after the server must
 * have counted its request ({@link Margin}). There are at most as many in use as the
 * limit, which follows what the server really accepts ({@link AdaptiveLimit}).
 *
 * @since 0.1.0
 */
public final class SlidingWindowRateLimiter extends ReservingRateLimiter {

	private static final Logger logger = LoggerFactory.getLogger(SlidingWindowRateLimiter.class);

	/** Permits may follow each other this much closer, to make up for late timers. */
	private static final long GAP_TOLERANCE = Duration.ofMillis(5).toNanos();

	/** The way there and back of requests whose answers we are not told of. */
	private static final long UNSEEN_TRIP = Duration.ofMillis(20).toNanos();

	private final long windowNanos;

	/** Guards the fields below. Nothing is called out to while it is held. */
	private final Object lock = new Object();

	private final HeldPermits held;

	private final Margin margin;

	private final AdaptiveLimit limit;

	/** Only while the limit is lowered, when the next permit may be given. */
	private long nextAt;

	/**
	 * Create a limiter.
	 * @param name its name in the registry
	 * @param limit most requests in any window, positive
	 * @param window the server's window, positive
	 * @param minMargin the least time beyond the window for which a permit is in use
	 * @param maxMargin the most; if both are the same, the margin is fixed
	 * @param timeout how long {@link #acquirePermission(int)} waits at most
	 */
	public SlidingWindowRateLimiter(String name, int limit, Duration window, Duration minMargin, Duration maxMargin,
			Duration timeout) {
		this(name, limit, window, minMargin, maxMargin, timeout, System::nanoTime);
	}

	SlidingWindowRateLimiter(String name, int limit, Duration window, Duration minMargin, Duration maxMargin,
			Duration timeout, LongSupplier nanoClock) {
		super(name, limit, window, timeout, nanoClock);
		this.windowNanos = window.toNanos();
		this.held = new HeldPermits(limit);
		this.margin = new Margin(window, minMargin, maxMargin, 2 * limit);
		this.limit = new AdaptiveLimit(limit, this.windowNanos);
		this.nextAt = nanoClock.getAsLong();
	}

	@Override
	public long tryAcquire() {
		long slot;
		synchronized (this.lock) {
			if (this.limit.isLowered() || !isSpare()) {
				long now = nanoTime();
				long wait = nanosUntilPermit(now);
				if (wait > 0) {
					return -wait;
				}
				long gap = this.limit.gapNanos();
				if (gap > 0) {
					this.nextAt = ((this.nextAt - now + GAP_TOLERANCE > 0) ? this.nextAt : now - GAP_TOLERANCE) + gap;
				}
			}
			slot = this.held.take();
		}
		permitted(1);
		return slot;
	}

	/** Whether there is a permit even if none that is in use has ended. */
	private boolean isSpare() {
		return this.held.count() < this.limit.current() && !this.held.isFull();
	}

	private long nanosUntilPermit(long now) {
		if (this.limit.isLowered() && this.nextAt - now > 0) {
			return this.nextAt - now;
		}
		return (available(now) > 0) ? 0 : Math.min(nanosUntilRelease(1, now), this.windowNanos);
	}

	private int available(long now) {
		this.limit.forget(now);
		this.held.expire(now - this.margin.holdAfterDeparture(), now - this.margin.holdAfterAnswer());
		return this.limit.current() - this.held.count();
	}

	private long nanosUntilRelease(int permits, long now) {
		return this.held.nanosUntilRelease(permits, now - this.margin.holdAfterDeparture(),
				now - this.margin.holdAfterAnswer(), now);
	}

	@Override
	public void left(long slot) {
		synchronized (this.lock) {
			this.held.left(slot, nanoTime());
		}
	}

	@Override
	public void answered(long slot, boolean accepted) {
		String news = null;
		synchronized (this.lock) {
			long now = nanoTime();
			if (accepted) {
				// one that is not held any more took at least that long
				this.margin.accepted(
						this.held.isHeld(slot) ? now - this.held.leftAt(slot, now) : this.margin.holdAfterDeparture(),
						now);
				news = this.limit.accepted(now);
			}
			this.held.left(slot, now); // where nobody told that it left
			this.held.answered(slot, now);
		}
		if (news != null) {
			logger.warn("Limit of {} is {} per {} ms", getName(), news, Duration.ofNanos(this.windowNanos).toMillis());
		}
	}

	@Override
	public void throttled(long slot, boolean again, long pauseNanos) {
		synchronized (this.lock) {
			long now = nanoTime();
			this.held.release(slot);
			this.margin.throttled(now);
			this.limit.throttled(again, this.held.count(), pauseNanos, now);
		}
	}

	@Override
	public void lost(long slot) {
		left(slot);
	}

	@Override
	public void giveBack(long slot) {
		synchronized (this.lock) {
			this.held.release(slot);
		}
	}

	@Override
	public long nanosUntil(int callers) {
		synchronized (this.lock) {
			long now = nanoTime();
			int missing = callers - available(now);
			if (missing <= 0) {
				return 0;
			}
			long first = Math.min(nanosUntilRelease(1, now), this.margin.holdAfterDeparture());
			return first + (missing - 1) / this.limit.current() * this.windowNanos;
		}
	}

	@Override
	long reserve(int permits, long maxNanos) {
		synchronized (this.lock) {
			long now = nanoTime();
			int missing = (permits == 1 && isSpare()) ? 0 : permits - available(now);
			long wait = (missing <= 0) ? 0 : nanosUntilRelease(missing, now);
			if (permits > this.limit.current() || wait > maxNanos) {
				return -1;
			}
			for (int i = 0; i < permits; i++) {
				long slot = this.held.take();
				this.held.left(slot, now + wait);
				this.held.answered(slot, now + wait + UNSEEN_TRIP);
			}
			return wait;
		}
	}

	@Override
	int available() {
		synchronized (this.lock) {
			return available(nanoTime());
		}
	}

	@Override
	int drain() {
		synchronized (this.lock) {
			int drained = Math.max(0, available(nanoTime()));
			for (int i = 0; i < drained; i++) {
				this.held.left(this.held.take(), nanoTime());
			}
			return drained;
		}
	}

	@Override
	void limitChanged(int limit) {
		synchronized (this.lock) {
			this.limit.configure(limit);
		}
	}

	/**
	 * Return the limit in force: the configured one, or less where the server showed that
	 * it accepts less.
	 * @return requests in any window
	 */
	public int getEffectiveLimit() {
		synchronized (this.lock) {
			return this.limit.current();
		}
	}

}
