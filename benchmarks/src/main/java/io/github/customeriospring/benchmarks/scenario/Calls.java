package io.github.customeriospring.benchmarks.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The calls of a run, and how each ended for its caller.
 */
final class Calls {

	private final Map<Integer, Call> calls = new ConcurrentHashMap<>();

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger failedCancels = new AtomicInteger();

	void start(int number, Mono<Integer> sending) {
		start(number, sending, () -> {
		});
	}

	/**
	 * Start a call.
	 * @param whenEnded told when it ended, not if it is cancelled
	 */
	void start(int number, Mono<Integer> sending, Runnable whenEnded) {
		Call call = new Call(System.nanoTime(), whenEnded);
		this.calls.put(number, call);
		this.open.incrementAndGet();
		call.subscription = sending.subscribe((value) -> {
		}, (ex) -> end(call, End.LOST, ex), () -> end(call, End.DONE, null));
	}

	private void end(Call call, End end, @Nullable Throwable error) {
		if (call.end.compareAndSet(End.OPEN, end)) {
			call.endedAt = System.nanoTime();
			call.error = error;
			this.open.decrementAndGet();
			call.whenEnded.run();
		}
	}

	void cancel(int number) {
		Call call = this.calls.get(number);
		if (call == null || !call.end.compareAndSet(End.OPEN, End.CANCELLED)) {
			return;
		}
		this.open.decrementAndGet();
		Disposable subscription = call.subscription;
		try {
			if (subscription != null) {
				subscription.dispose();
			}
		}
		catch (RuntimeException ex) {
			this.failedCancels.incrementAndGet();
		}
		call.endedAt = System.nanoTime();
	}

	/** Returns whether all ended in this time. */
	boolean await(Duration atMost) throws InterruptedException {
		long until = System.nanoTime() + atMost.toNanos();
		while (this.open.get() > 0 && System.nanoTime() - until < 0) {
			Thread.sleep(20);
		}
		return this.open.get() == 0;
	}

	int count(End end) {
		return (int) this.calls.values().stream().filter((call) -> call.end.get() == end).count();
	}

	int started() {
		return this.calls.size();
	}

	int failedCancels() {
		return this.failedCancels.get();
	}

	/** When a call was cancelled, or null if it was not. */
	@Nullable Long cancelledAt(int number) {
		Call call = this.calls.get(number);
		return (call != null && call.end.get() == End.CANCELLED) ? call.endedAt : null;
	}

	/** When a call was started, by System.nanoTime(). */
	long startedAt(int number) {
		Call call = this.calls.get(number);
		return (call != null) ? call.startedAt : Long.MIN_VALUE;
	}

	/** How long the calls took that were done, in milliseconds. */
	List<Double> tookMillis(Predicate<Integer> numbers) {
		List<Double> took = new ArrayList<>();
		this.calls.forEach((number, call) -> {
			if (call.end.get() == End.DONE && numbers.test(number)) {
				took.add((call.endedAt - call.startedAt) / 1e6);
			}
		});
		return took;
	}

	/** What callers got in place of an answer, and how often. */
	Map<String, Integer> errors() {
		Map<String, Integer> errors = new TreeMap<>();
		for (Call call : this.calls.values()) {
			Throwable error = call.error;
			if (error != null) {
				errors.merge(error.getClass().getSimpleName(), 1, Integer::sum);
			}
		}
		return errors;
	}

	enum End {

		OPEN, DONE, LOST, CANCELLED

	}

	private static final class Call {

		private final long startedAt;

		private final Runnable whenEnded;

		private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);

		private volatile @Nullable Disposable subscription;

		private volatile @Nullable Throwable error;

		private volatile long endedAt;

		Call(long startedAt, Runnable whenEnded) {
			this.startedAt = startedAt;
			this.whenEnded = whenEnded;
		}

	}

}
