package io.github.customeriospring.queue.dispatch;

import java.util.concurrent.TimeUnit;

import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes somebody, no later than he asked for last. Timers are not cancelled: one that
 * fires in vain costs less than a race. Not thread-safe.
 */
final class Alarm {

	private static final Logger logger = LoggerFactory.getLogger(Alarm.class);

	private final Surroundings surroundings;

	private final Runnable wake;

	private long nextNanos;

	private boolean set;

	Alarm(Surroundings surroundings, Runnable wake) {
		this.surroundings = surroundings;
		this.wake = wake;
	}

	/** Wakes in so many nanoseconds, or never if it is {@link Long#MAX_VALUE}. */
	void wakeIn(long nanos) {
		long now = this.surroundings.now();
		boolean isSoonEnough = this.set && this.nextNanos - now > 0 && this.nextNanos - now <= nanos;
		if (nanos == Long.MAX_VALUE || isSoonEnough) {
			return;
		}
		try {
			this.surroundings.scheduler().schedule(this.wake, nanos, TimeUnit.NANOSECONDS);
			this.nextNanos = now + nanos;
			this.set = true;
		}
		catch (RuntimeException ex) {
			logger.debug("The scheduler takes nothing any more", ex);
		}
	}

}
