package io.github.customeriospring.ratelimit.window;

import org.jspecify.annotations.Nullable;

/**
 * The limit that the server really has, as far as its refusals show: somebody else may
 * use the same workspace, or the vendor may have lowered it. Falls at once to what the
 * server evidently holds, stays until there were no refusals for a while, then rises
 * slowly at first and twice as much with each window. A refusal of who sends little says
 * nothing about the limit. Not thread-safe.
 */
final class AdaptiveLimit {

	/** Quiet calls before the first probe, and how many windows are enough without. */
	private static final int QUIET_CALLS = 150;

	private static final int QUIET_WINDOWS = 10;

	/** No probe for this many times the pause that the last refusal cost. */
	private static final int PAYBACK = 5;

	/** After so many windows a refusal says nothing, however few calls there were. */
	private static final int FORGET_WINDOWS = 60;

	/** Doubles the step within a window: e^0.7 is about 2. */
	private static final double STEP_GROWTH = 0.7;

	/** While lowered, permits are spread over this share of the window. */
	private static final double SPREAD = 0.5;

	/** A single refusal lowers the limit by one or two, which is not worth a line. */
	private static final double NOTABLE = 0.95;

	/**
	 * Who holds less than this share of the limit, with nobody waiting, did not fill the
	 * window: somebody else did, for now, and the refusal says nothing about the limit.
	 */
	private static final double PRESSED = 0.25;

	/**
	 * What the refusals of one episode leave of the limit at least: a burst that came at
	 * a bad moment is refused as a whole, which says nothing of how many would pass.
	 */
	private static final double LEAST = 0.5;

	private final long windowNanos;

	private int configured;

	private double limit;

	private double step = 1;

	/** How far the present episode of refusals may lower the limit. */
	private double least;

	private long quietCalls;

	private long lastRefusalAt;

	private long lastPauseNanos;

	private int refusals;

	private int loweredFrom;

	/** Whether the present episode of refusals says something about the limit. */
	private boolean pressed;

	/** Whether the operator knows that the limit is lowered. */
	private boolean told;

	AdaptiveLimit(int configured, long windowNanos) {
		this.configured = configured;
		this.limit = configured;
		this.windowNanos = windowNanos;
	}

	void configure(int configured) {
		this.limit = isLowered() ? Math.min(this.limit, configured) : configured;
		this.configured = configured;
	}

	int current() {
		return Math.max(1, (int) this.limit);
	}

	boolean isLowered() {
		return current() < this.configured;
	}

	/** The least time between two permits: none unless the limit is lowered. */
	long gapNanos() {
		return isLowered() ? (long) (SPREAD * this.windowNanos / current()) : 0;
	}

	/**
	 * A request was refused.
	 * @param again whether it left before an earlier refusal was known
	 * @param held how many permits are in use, this one not counted
	 * @param waiting whether calls wait for permits
	 * @param pauseNanos how long nobody goes because of it
	 * @param now the time
	 * @return whether the refusal says something about the limit
	 */
	boolean refused(boolean again, int held, boolean waiting, long pauseNanos, long now) {
		if (!again) {
			// the second in a row means that nothing gets through, at whatever limit
			this.pressed = this.refusals == 0 && (waiting || held + 1 >= PRESSED * current());
		}
		if (!this.pressed) {
			return false;
		}
		if (this.refusals++ == 0) {
			this.loweredFrom = current();
		}
		this.quietCalls = 0;
		this.step = 1;
		this.lastRefusalAt = now;
		if (!again) {
			this.lastPauseNanos = pauseNanos;
			this.least = Math.max(1, LEAST * this.limit);
		}
		this.limit = Math.min(this.limit, Math.max(this.least, again ? this.limit - 1 : held));
		return true;
	}

	/**
	 * A request was accepted.
	 * @return what to tell the operator, or {@code null} for nothing
	 */
	@Nullable String accepted(long now) {
		String news = null;
		if (this.refusals > 0) {
			boolean notable = current() < NOTABLE * this.loweredFrom;
			this.told |= notable;
			news = !notable ? null : "lowered from " + this.loweredFrom + " to " + current() + " after " + this.refusals
					+ " answers with 429";
			this.refusals = 0;
		}
		if (this.limit < this.configured) {
			this.quietCalls++;
			if (isQuiet(now)) {
				this.limit = Math.min(this.configured, this.limit + this.step / this.limit);
				this.step *= 1 + STEP_GROWTH / this.limit;
			}
		}
		if (this.limit == this.configured && this.told) {
			this.told = false;
			news = "back at " + this.configured;
		}
		return news;
	}

	/** Rises at once where there were too few calls to rise by. */
	void forget(long now) {
		if (this.limit < this.configured
				&& now - this.lastRefusalAt > FORGET_WINDOWS * this.windowNanos + this.lastPauseNanos) {
			this.limit = this.configured;
		}
	}

	/** As if there never had been a refusal. */
	void reset() {
		this.limit = this.configured;
		this.step = 1;
		this.quietCalls = 0;
		this.refusals = 0;
		this.pressed = false;
		this.told = false;
	}

	private boolean isQuiet(long now) {
		long quiet = now - this.lastRefusalAt;
		long enough = QUIET_WINDOWS * this.windowNanos;
		return (this.quietCalls >= Math.max(QUIET_CALLS, 3 * this.limit) || quiet >= enough)
				&& quiet >= Math.min(PAYBACK * this.lastPauseNanos, enough);
	}

}
