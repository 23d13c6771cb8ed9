package io.github.customeriospring.ratelimit.window;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * The permits in use, as a function of the time. A permit is in use from when it is taken
 * until a window after the server must have counted its request ({@link Margin}). There
 * are at most as many as the limit, which follows what the server really accepts
 * ({@link AdaptiveLimit}). So in <em>any</em> window the server counts at most as many
 * requests as the limit. Thread-safe; its lock guards everything here.
 */
final class SlidingWindow implements PermitWindow {

	/** Permits may follow each other this much closer, to make up for late timers. */
	private static final long GAP_TOLERANCE = Duration.ofMillis(5).toNanos();

	private final long windowNanos;

	private final Margin margin;

	private final AdaptiveLimit limit;

	/** In the order in which they were taken. */
	private final Deque<Permit> taken = new ArrayDeque<>();

	/** Those whose answer came, in the order of their answers. */
	private final Deque<Permit> answered = new ArrayDeque<>();

	private int inUse;

	/** Only while the limit is lowered, when the next permit may be taken. */
	private long nextAt;

	SlidingWindow(int limit, Duration window, Margin margin, long now) {
		this.windowNanos = window.toNanos();
		this.margin = margin;
		this.limit = new AdaptiveLimit(limit, this.windowNanos);
		this.nextAt = now;
	}

	@Override
	public synchronized @Nullable Permit take(long now) {
		if (nanosUntilNext(now) > 0) {
			return null;
		}
		this.nextAt = now + Math.max(this.nextAt - now, -GAP_TOLERANCE) + this.limit.gapNanos();
		return take();
	}

	@Override
	public synchronized boolean takeForOthers(int permits, long now) {
		if (available(now) < permits) {
			return false;
		}
		for (int i = 0; i < permits; i++) {
			lost(take(), now);
		}
		return true;
	}

	private Permit take() {
		Permit permit = new Permit();
		this.taken.add(permit);
		this.inUse++;
		return permit;
	}

	@Override
	public synchronized long nanosUntilNext(long now) {
		if (this.limit.isLowered() && this.nextAt - now > 0) {
			return this.nextAt - now;
		}
		return (available(now) > 0) ? 0 : Math.min(nanosUntilOneEnds(now), this.windowNanos);
	}

	@Override
	public synchronized int available(long now) {
		this.limit.forget(now);
		while (!this.answered.isEmpty()
				&& (this.answered.element().ended || nanosUntilEnd(this.answered.element(), true, now) <= 0)) {
			end(this.answered.remove());
		}
		while (!this.taken.isEmpty()
				&& (this.taken.element().ended || nanosUntilEnd(this.taken.element(), false, now) <= 0)) {
			end(this.taken.remove());
		}
		return this.limit.current() - this.inUse;
	}

	private long nanosUntilOneEnds(long now) {
		long wait = this.taken.isEmpty() ? this.windowNanos : nanosUntilEnd(this.taken.element(), false, now);
		return this.answered.isEmpty() ? wait : Math.min(wait, nanosUntilEnd(this.answered.element(), true, now));
	}

	private long nanosUntilEnd(Permit permit, boolean answered, long now) {
		if (answered) {
			return permit.answeredAt - now + this.margin.holdAfterAnswer();
		}
		if (permit.leftCold && !permit.lost) {
			return this.windowNanos; // until its answer comes, or surely does not
		}
		return (permit.left ? permit.leftAt - now : 0) + this.margin.holdAfterDeparture();
	}

	private void end(Permit permit) {
		if (!permit.ended) {
			permit.ended = true;
			this.inUse--;
		}
	}

	@Override
	public synchronized void unused(Permit permit) {
		end(permit);
	}

	@Override
	public synchronized boolean left(Permit permit, long now) {
		if (!permit.left) {
			permit.left = true;
			permit.leftAt = now;
			permit.leftCold = this.margin.isCold();
		}
		return true;
	}

	@Override
	public synchronized void lost(Permit permit, long now) {
		left(permit, now);
		permit.lost = true;
	}

	@Override
	public synchronized @Nullable String answered(Permit permit, boolean accepted, long now) {
		String news = null;
		left(permit, now); // where nobody told that it left
		if (accepted) {
			this.margin.accepted(now - permit.leftAt, now);
			news = this.limit.accepted(now);
		}
		if (!permit.ended) {
			permit.answeredAt = now;
			this.answered.add(permit);
		}
		return news;
	}

	@Override
	public synchronized void refused(Permit permit, boolean again, boolean waiting, long pauseNanos, long now) {
		end(permit);
		available(now); // so that what has ended is not counted
		if (this.limit.refused(again, this.inUse, waiting, pauseNanos, now)) {
			this.margin.refused(now);
		}
	}

	@Override
	public synchronized int limit(long now) {
		this.limit.forget(now);
		return this.limit.current();
	}

	/** Permits stay in use: the server counts them all the same. */
	@Override
	public synchronized void forgetRefusals() {
		this.limit.reset();
	}

	@Override
	public synchronized void configure(int limit) {
		this.limit.configure(limit);
	}

}
