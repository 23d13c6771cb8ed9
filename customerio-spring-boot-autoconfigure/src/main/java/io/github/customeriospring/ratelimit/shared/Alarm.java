package io.github.customeriospring.ratelimit.shared;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;

/**
 * Wakes somebody at the earliest of the times that it was set to. Timers are not taken
 * back, as waking too early does no harm. Thread-safe.
 */
final class Alarm {

	private final Scheduler scheduler;

	private final Runnable wake;

	private long setFor = CallTimes.NONE;

	Alarm(Scheduler scheduler, Runnable wake) {
		this.scheduler = scheduler;
		this.wake = wake;
	}

	/**
	 * Set it.
	 * @param time when to wake, or {@link CallTimes#NONE} for no change
	 * @param now the time
	 */
	synchronized void set(long time, long now) {
		if (time == CallTimes.NONE || (this.setFor != CallTimes.NONE && time - this.setFor >= 0)) {
			return;
		}
		this.setFor = time;
		try {
			this.scheduler.schedule(() -> ring(time), time - now, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			this.setFor = CallTimes.NONE; // the application has stopped
		}
	}

	private void ring(long time) {
		synchronized (this) {
			if (this.setFor == time) {
				this.setFor = CallTimes.NONE;
			}
		}
		this.wake.run();
	}

}
