package io.github.customeriospring.queue.batch;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Time and threads of a dispatcher.
 *
 * @param scheduler wakes what waits
 * @param nanoClock the time in nanoseconds, from any origin
 * @param random from 0 to 1, for the jitter
 * @param outcomes runs what is told of outcomes, which may block
 * @since 0.1.0
 */
public record Surroundings(Scheduler scheduler, LongSupplier nanoClock, DoubleSupplier random, Executor outcomes) {

	private static final Logger logger = LoggerFactory.getLogger(Surroundings.class);

	long now() {
		return this.nanoClock.getAsLong();
	}

	/**
	 * Have the scheduler's thread go on.
	 * @return whether it takes the task
	 */
	boolean handOver(Runnable task) {
		try {
			this.scheduler.schedule(task);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Wakes somebody, no later than he asked for last. Timers are not cancelled: one that
	 * fires in vain costs less than a race. Not thread-safe.
	 */
	static final class Alarm {

		private final Surroundings surroundings;

		private final Runnable wake;

		private long nextNanos;

		private boolean set;

		Alarm(Surroundings surroundings, Runnable wake) {
			this.surroundings = surroundings;
			this.wake = wake;
		}

		/** Wake in so many nanoseconds, or never if it is {@link Long#MAX_VALUE}. */
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

}
