package io.github.customeriospring.ratelimit.window;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * For how long the server counts a request, as far as the client can know. The client
 * sees departures, the server counts arrivals.
 * <p>
 * A request was counted at the latest one fastest way back before its answer came, and
 * the next one is counted at the earliest one fastest way there after it leaves. The two
 * together are the shortest round trip seen. So a permit that is used again a window
 * after <em>answer minus shortest round trip</em> cannot be one too many, whatever the
 * delays are. See docs/decisions/002.
 * <p>
 * Slow answers would cost throughput without need where the service and not the network
 * is slow, so a permit is not held longer than a cap, which is tuned so that a small
 * share of the window is spent on waiting; refusals raise that share. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class Margin {

	/** The first answers of a cold process are slow; a few say little of the rest. */
	static final int LEAST_TRUSTED = 50;

	/** Share of the window that may be spent on waiting for answers, and its bound. */
	private static final double SHARE = 0.05;

	private static final double MAX_SHARE = 0.5;

	/** How many calls it takes until a raised share has mostly gone back. */
	private static final double SHARE_MEMORY = 20_000;

	/** How many calls the cap looks back. */
	private static final double CAP_MEMORY = 500;

	/** The shortest round trip is forgotten after two periods with this many calls. */
	private static final int PERIOD_CALLS = 1000;

	/** A round trip of this share of the shortest says that that was none. */
	private static final double MUCH_SHORTER = 0.9;

	private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

	private final long windowNanos;

	private final long minNanos;

	private final long maxNanos;

	private final int trustedAfter;

	private double capNanos;

	private double share = SHARE;

	private long shareRaisedAt;

	private boolean shareRaised;

	private long shortest = Long.MAX_VALUE;

	private long shortestBefore = Long.MAX_VALUE;

	private long periodStart;

	private int periodCalls;

	private int calls;

	/**
	 * Create a margin.
	 * @param window the server's window
	 * @param min the smallest margin, for clocks and timers
	 * @param max the largest margin, at least the smallest, or {@code null} for as much
	 * as the window; if both are the same, the margin is fixed
	 * @param trustedAfter after how many answers the shortest round trip is trusted: the
	 * first ones of a cold process are slow
	 */
	Margin(Duration window, Duration min, @Nullable Duration max, int trustedAfter) {
		this.windowNanos = window.toNanos();
		this.minNanos = min.toNanos();
		this.maxNanos = (max != null) ? max.toNanos() : Math.max(this.windowNanos, this.minNanos);
		Assert.isTrue(this.maxNanos >= this.minNanos,
				() -> "The largest margin must be at least " + min + ", was " + max);
		this.capNanos = this.maxNanos;
		this.trustedAfter = trustedAfter;
	}

	private boolean isFixed() {
		return this.minNanos == this.maxNanos;
	}

	/**
	 * Return how long after its departure a permit is free, answered or not.
	 * @return nanoseconds
	 */
	public long holdAfterDeparture() {
		return this.windowNanos + (long) this.capNanos;
	}

	/**
	 * Return how long after its answer a permit is free.
	 * @return nanoseconds, negative if it is free before
	 */
	public long holdAfterAnswer() {
		return this.windowNanos + this.minNanos - shortestRoundTrip();
	}

	/**
	 * Return whether so few answers came that nothing can be said of those which are
	 * still to come: a request of a cold process may reach the server seconds after it
	 * left.
	 * @return whether it is so
	 */
	public boolean isCold() {
		return !isFixed() && this.calls < this.trustedAfter;
	}

	/**
	 * Return the shortest round trip.
	 * @return nanoseconds, zero while too few were seen
	 */
	public long shortestRoundTrip() {
		return (this.calls < this.trustedAfter) ? 0 : Math.min(this.shortest, this.shortestBefore);
	}

	/**
	 * A request was accepted.
	 * @param roundTrip from its departure to its answer, in nanoseconds
	 * @param now the time
	 */
	public void accepted(long roundTrip, long now) {
		if (isFixed()) {
			return;
		}
		long known = Math.min(this.shortest, this.shortestBefore);
		if (known == Long.MAX_VALUE) {
			this.periodStart = now;
		}
		if (roundTrip < MUCH_SHORTER * known) {
			this.calls = 0; // it is still getting warm, or the link has become faster
		}
		this.calls = Math.min(this.calls + 1, this.trustedAfter);
		if (this.periodCalls++ >= PERIOD_CALLS && now - this.periodStart > PERIOD_NANOS) {
			this.shortestBefore = this.shortest;
			this.shortest = Long.MAX_VALUE;
			this.periodStart = now;
			this.periodCalls = 1;
		}
		this.shortest = Math.min(this.shortest, roundTrip);
		this.share -= (this.share - SHARE) / SHARE_MEMORY;
		if (isCold()) {
			return; // it is slow to see its answers, which says nothing of the server
		}
		// an answer that takes longer than the window is waited for, however steady
		long free = Math.min(this.windowNanos, Math.min(this.shortest, this.shortestBefore));
		double waited = Math.min(roundTrip - free, this.capNanos);
		double cap = this.capNanos + (this.share * this.windowNanos - waited) / CAP_MEMORY;
		this.capNanos = Math.min(this.maxNanos, Math.max(this.minNanos, cap));
	}

	/**
	 * A request was refused that should not have been.
	 * @param now the time
	 */
	public void refused(long now) {
		if (!isFixed() && (!this.shareRaised || now - this.shareRaisedAt > this.windowNanos)) {
			this.share = Math.min(MAX_SHARE, 2 * this.share);
			this.shareRaisedAt = now;
			this.shareRaised = true;
		}
	}

}
