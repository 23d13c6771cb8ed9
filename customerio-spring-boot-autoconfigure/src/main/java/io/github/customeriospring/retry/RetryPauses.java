package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The calls that wait for their next attempt. The cost of a wait does not depend on their
 * number, and all can be ended at once.
 */
final class RetryPauses {

	private final Scheduler scheduler;

	private final Set<Pause> waiting = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	RetryPauses(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Wait.
	 * @param delay how long to wait, zero to not wait at all
	 * @param closing the error if the application shuts down during the wait
	 * @return completes after the delay
	 */
	Mono<Void> pause(Duration delay, Supplier<Throwable> closing) {
		return delay.isZero() ? Mono.empty() : Mono.create((sink) -> {
			Pause pause = new Pause(sink, closing);
			this.waiting.add(pause);
			sink.onDispose(pause);
			pause.start(delay);
			if (this.closed) {
				pause.close();
			}
		});
	}

	int size() {
		return this.waiting.size();
	}

	void open() {
		this.closed = false;
	}

	void close() {
		this.closed = true;
		this.waiting.forEach(Pause::close);
	}

	private final class Pause implements Disposable {

		private final MonoSink<Void> sink;

		private final Supplier<Throwable> closing;

		/** Whether the pause has ended, for whatever reason. */
		private final AtomicBoolean ended = new AtomicBoolean();

		private final Disposable.Swap timer = Disposables.swap();

		Pause(MonoSink<Void> sink, Supplier<Throwable> closing) {
			this.sink = sink;
			this.closing = closing;
		}

		void start(Duration delay) {
			try {
				this.timer.update(RetryPauses.this.scheduler.schedule(() -> end(this.sink::success), delay.toNanos(),
						TimeUnit.NANOSECONDS));
			}
			catch (RuntimeException ex) {
				end(() -> this.sink.error(ex)); // the scheduler has stopped
			}
		}

		void close() {
			if (end(() -> this.sink.error(this.closing.get()))) {
				this.timer.dispose();
			}
		}

		private boolean end(Runnable signal) {
			boolean first = this.ended.compareAndSet(false, true);
			if (first) {
				RetryPauses.this.waiting.remove(this);
				signal.run();
			}
			return first;
		}

		/**
		 * Does not cancel a timer that is already running, because that would interrupt
		 * its thread.
		 */
		@Override
		public void dispose() {
			if (end(() -> {
			})) {
				this.timer.dispose();
			}
		}

	}

}
