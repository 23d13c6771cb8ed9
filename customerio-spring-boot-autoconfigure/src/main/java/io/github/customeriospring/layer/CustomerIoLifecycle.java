package io.github.customeriospring.layer;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * When and for how long the client stops. All of its parts stop in the same phase and at
 * the same time, so that they share one deadline.
 *
 * @param shutdownTimeout how long stopping waits for what is queued and for calls that
 * wait, zero for not at all
 * @since 0.1.0
 */
public record CustomerIoLifecycle(Duration shutdownTimeout) {

	/** After the web server has finished its requests, before the connections close. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3 * 1024;

	private static final Duration POLL = Duration.ofMillis(20);

	public CustomerIoLifecycle {
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "'shutdownTimeout' must not be negative, was " + shutdownTimeout);
	}

	/**
	 * Part of the client that lets what it has go on until the time is up.
	 */
	public abstract static class Part implements SmartLifecycle, AutoCloseable {

		private final CustomerIoLifecycle lifecycle;

		private final Scheduler scheduler;

		private volatile boolean running = true;

		/**
		 * Create a part that runs.
		 * @param lifecycle the deadline
		 * @param scheduler looks from time to time whether the part is idle
		 */
		protected Part(CustomerIoLifecycle lifecycle, Scheduler scheduler) {
			this.lifecycle = lifecycle;
			this.scheduler = scheduler;
		}

		/**
		 * Let calls in again.
		 */
		protected void open() {
		}

		/**
		 * The application stops. From now on {@link #isRunning()} is {@code false}.
		 */
		protected void stopping() {
		}

		/**
		 * Return whether nothing is left to do.
		 * @return whether the part need not be waited for
		 */
		protected abstract boolean isIdle();

		/**
		 * The time is up: tell everybody who waits.
		 */
		@Override
		public abstract void close();

		@Override
		public final void start() {
			open();
			this.running = true;
		}

		@Override
		public final void stop() {
			stop(() -> {
			});
		}

		/** Never blocks. */
		@Override
		public final void stop(Runnable callback) {
			this.running = false;
			stopping();
			Mono<Boolean> idle = isIdle() ? Mono.just(true)
					: Flux.interval(POLL, this.scheduler)
						.any((tick) -> isIdle())
						.timeout(this.lifecycle.shutdownTimeout(), Mono.just(false), this.scheduler)
						.onErrorReturn(false); // the scheduler has stopped before
			idle.subscribe((became) -> {
				if (!became) {
					close();
				}
				callback.run();
			});
		}

		@Override
		public final boolean isRunning() {
			return this.running;
		}

		@Override
		public final int getPhase() {
			return PHASE;
		}

	}

}
