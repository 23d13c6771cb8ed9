package io.github.customeriospring.layer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * The phase and the timeout of a shutdown. All parts of the client stop in the same phase
 * and at the same time, so they share one deadline.
 *
 * @param shutdownTimeout how long a shutdown waits for queued operations and waiting
 * calls, zero to not wait at all
 * @since 0.1.0
 */
public record CustomerIoLifecycle(Duration shutdownTimeout) {

	/**
	 * After the web server has drained its requests, and before the connections close.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3 * 1024;

	private static final Duration POLL = Duration.ofMillis(20);

	public CustomerIoLifecycle {
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "'shutdownTimeout' must not be negative, was " + shutdownTimeout);
	}

	/**
	 * Something that stops in the client's phase.
	 */
	public interface InPhase extends SmartLifecycle {

		/** Blocks until it has stopped. */
		@Override
		default void stop() {
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			stop(() -> stopped.complete(null));
			stopped.join();
		}

		@Override
		default int getPhase() {
			return PHASE;
		}

	}

	/**
	 * A part of the client that, on shutdown, finishes its work until the shutdown
	 * timeout.
	 */
	public abstract static class Part implements InPhase, AutoCloseable {

		private final CustomerIoLifecycle lifecycle;

		private final Scheduler scheduler;

		private volatile boolean running = true;

		/**
		 * Create a running part.
		 * @param lifecycle provides the shutdown timeout
		 * @param scheduler polls whether the part is idle
		 */
		protected Part(CustomerIoLifecycle lifecycle, Scheduler scheduler) {
			this.lifecycle = lifecycle;
			this.scheduler = scheduler;
		}

		/**
		 * Accept calls again after a restart.
		 */
		protected void open() {
		}

		/**
		 * The application is stopping. From now on {@link #isRunning()} is {@code false}.
		 */
		protected void stopping() {
		}

		/**
		 * Return whether the part has nothing left to do.
		 * @return whether the shutdown need not wait for this part
		 */
		protected abstract boolean isIdle();

		/**
		 * The shutdown timeout is over: end everything that is still waiting.
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
						.onErrorReturn(false); // the scheduler has already stopped
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

	}

}
