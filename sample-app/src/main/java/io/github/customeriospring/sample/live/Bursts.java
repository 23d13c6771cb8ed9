package io.github.customeriospring.sample.live;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of bursts. The calls of a burst that comes while one of its kind is
 * under way are added to it.
 */
final class Bursts implements RateLimitListener {

	private volatile Burst burst = new Burst(new Tally(), null);

	/**
	 * Begin a burst, or go on with the one that is under way.
	 * @param compare whether the client with the fixed window makes the same calls
	 * @return where to count
	 */
	synchronized Burst begin(boolean compare) {
		Burst current = this.burst;
		if (!current.isUnderWay() || compare != (current.fixedWindow() != null)) {
			current = new Burst(new Tally(), compare ? new Tally() : null);
			this.burst = current;
		}
		return current;
	}

	@Override
	public void throttled(Quota quota) {
		Burst current = this.burst;
		if (quota == Quota.TRACK && current.ours().isUnderWay()) {
			current.ours().throttled();
		}
	}

	/**
	 * Return the burst that began last.
	 */
	Burst last() {
		return this.burst;
	}

	/**
	 * @param ours what became of the calls with this starter
	 * @param fixedWindow the same with a fixed window, {@code null} if it is not compared
	 */
	record Burst(Tally ours, @Nullable Tally fixedWindow) {

		boolean isUnderWay() {
			return this.ours.isUnderWay() || (this.fixedWindow != null && this.fixedWindow.isUnderWay());
		}

	}

}
