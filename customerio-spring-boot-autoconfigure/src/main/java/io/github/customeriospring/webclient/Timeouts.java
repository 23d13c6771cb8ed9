package io.github.customeriospring.webclient;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Ends what takes too long. All may take equally long, so they end in the order in which
 * they began, and one timer is enough for all of them.
 */
final class Timeouts {

	private static final Logger logger = LoggerFactory.getLogger(WebClientTransport.class);

	private final long nanos;

	private final Scheduler scheduler;

	private final LongSupplier nanoClock;

	/** The links of a ring and whether there is a timer are guarded by this. */
	private final Timeout ring = new Timeout(0, () -> {
	});

	private boolean timerSet;

	/**
	 * Create timeouts.
	 * @param after how long everything may take, positive
	 * @param scheduler its thread ends what took longer
	 * @param nanoClock the monotonic clock
	 */
	Timeouts(Duration after, Scheduler scheduler, LongSupplier nanoClock) {
		this.nanos = after.toNanos();
		this.scheduler = scheduler;
		this.nanoClock = nanoClock;
		this.ring.previous = this.ring;
		this.ring.next = this.ring;
	}

	Timeout start(Runnable whenOver) {
		Timeout timeout = new Timeout(this.nanoClock.getAsLong() + this.nanos, whenOver);
		boolean first;
		synchronized (this) {
			timeout.insertBefore(this.ring);
			first = !this.timerSet;
			this.timerSet = true;
		}
		if (first) {
			try {
				setTimer(this.nanos);
			}
			catch (Throwable ex) {
				timeout.cancel();
				throw ex;
			}
		}
		return timeout;
	}

	private void setTimer(long delay) {
		boolean set = false;
		try {
			this.scheduler.schedule(this::endOverdue, delay, TimeUnit.NANOSECONDS);
			set = true;
		}
		finally {
			if (!set) {
				synchronized (this) {
					this.timerSet = false;
				}
			}
		}
	}

	private void endOverdue() {
		long left = 0;
		while (left <= 0) {
			Timeout oldest;
			synchronized (this) {
				oldest = this.ring.next;
				if (oldest == this.ring) {
					this.timerSet = false;
					return;
				}
				left = oldest.at - this.nanoClock.getAsLong();
				if (left <= 0) {
					oldest.remove();
				}
			}
			if (left <= 0) {
				end(oldest);
			}
		}
		setTimer(left);
	}

	/** What one throws at its end is no matter of the others. */
	private static void end(Timeout overdue) {
		try {
			overdue.whenOver.run();
		}
		catch (Throwable ex) {
			logger.warn("A caller failed when it was told that its call took too long", ex);
		}
	}

	@Override
	public String toString() {
		return TimeUnit.NANOSECONDS.toMillis(this.nanos) + " ms";
	}

	/**
	 * The end of one thing, unless it is cancelled before.
	 */
	final class Timeout {

		private final long at;

		private final Runnable whenOver;

		private Timeout previous = this;

		private Timeout next = this;

		private Timeout(long at, Runnable whenOver) {
			this.at = at;
			this.whenOver = whenOver;
		}

		void cancel() {
			synchronized (Timeouts.this) {
				remove();
			}
		}

		private void insertBefore(Timeout other) {
			this.previous = other.previous;
			this.next = other;
			other.previous.next = this;
			other.previous = this;
		}

		/** Removed twice, it is only linked to itself. */
		private void remove() {
			this.previous.next = this.next;
			this.next.previous = this.previous;
			this.previous = this;
			this.next = this;
		}

	}

}
