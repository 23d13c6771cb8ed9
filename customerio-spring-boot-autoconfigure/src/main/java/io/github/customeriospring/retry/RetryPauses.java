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
 * The calls that wait for their next attempt. Each waits at its own cost, however many
 * there are, and all can be ended at once.
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
	 * @param delay how long, zero for not at all
	 * @param closing the error if the application shuts down before
	 * @return completes when the time is over
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

		/** Whoever ends the pause first. */
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

		/** A timer that runs already is let alone, as its thread would be interrupted. */
		@Override
		public void dispose() {
			if (end(() -> {
			})) {
				this.timer.dispose();
			}
		}

	}

}
