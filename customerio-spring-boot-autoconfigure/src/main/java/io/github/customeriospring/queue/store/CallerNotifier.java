package io.github.customeriospring.queue.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.layer.SparseLog;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.DeadLetter;
import io.github.customeriospring.queue.DeadLetterListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells outcomes on the executor for them, where code of callers may block.
 */
final class CallerNotifier implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(CallerNotifier.class);

	/** So that a callback that blocks keeps no more than these waiting behind it. */
	private static final int AT_ONCE = 100;

	private final Executor executor;

	private final List<DeadLetterListener> deadLetters;

	private final InstantSource clock;

	/** Called when all have been told. */
	private final Runnable told;

	private final LongAdder failed = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private final AtomicInteger untold = new AtomicInteger();

	private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

	private final SparseLog log = new SparseLog(System::nanoTime);

	CallerNotifier(Executor executor, List<DeadLetterListener> deadLetters, InstantSource clock, Runnable told) {
		this.executor = executor;
		this.deadLetters = deadLetters;
		this.clock = clock;
		this.told = told;
	}

	/** What was sent, or became a dead letter. */
	void settled(List<LoadedOperation> settled) {
		List<Runnable> calls = new ArrayList<>();
		for (LoadedOperation loaded : settled) {
			CustomerIoException failure = loaded.failure();
			HandedInOperation handedIn = loaded.handedIn();
			if (failure != null) {
				this.failed.increment();
			}
			if (failure != null && !this.deadLetters.isEmpty()) {
				DeadLetter letter = new DeadLetter(loaded.operation(), failure, loaded.attempts(),
						loaded.age(this.clock.instant()));
				calls.add(() -> dead(letter));
			}
			if (handedIn != null) {
				calls.add(() -> handedIn.tell(failure));
			}
		}
		run(calls);
	}

	/** What was not taken. */
	void refused(List<HandedInOperation> refused, CustomerIoException failure) {
		this.rejected.add(refused.size());
		List<Runnable> calls = new ArrayList<>();
		for (HandedInOperation handedIn : refused) {
			TrackOperation operation = handedIn.operation();
			handedIn.safe().completeExceptionally(failure);
			if (operation != null && !this.deadLetters.isEmpty()) {
				DeadLetter letter = new DeadLetter(operation, failure, 0, Duration.ZERO);
				calls.add(() -> dead(letter));
			}
			calls.add(() -> handedIn.tell(failure));
		}
		run(calls);
	}

	/** What ends otherwise. */
	void tell(List<HandedInOperation> handedIn, @Nullable CustomerIoException failure) {
		run(handedIn.stream().<Runnable>map((it) -> () -> it.tell(failure)).toList());
	}

	private void dead(DeadLetter letter) {
		this.deadLetters.forEach((listener) -> shielded(() -> listener.deadLetter(letter)));
	}

	private void run(List<Runnable> calls) {
		for (int start = 0; start < calls.size(); start += AT_ONCE) {
			List<Runnable> some = calls.subList(start, Math.min(calls.size(), start + AT_ONCE));
			this.untold.incrementAndGet();
			execute(() -> {
				some.forEach(this::shielded);
				if (this.untold.decrementAndGet() == 0) {
					this.told.run();
				}
			});
		}
	}

	/**
	 * How many ended without being accepted; those that another instance sends do not.
	 */
	long failed() {
		return this.failed.sum();
	}

	/** How many were not taken. */
	long rejected() {
		return this.rejected.sum();
	}

	boolean hasToldAll() {
		return this.untold.get() == 0;
	}

	/**
	 * Return a signal for the moment when nothing is left to send.
	 * @param anywhere also of what others send, and whoever handed in was told
	 */
	CompletableFuture<Void> whenNothingLeft(boolean anywhere) {
		Waiting waiting = new Waiting(anywhere, new CompletableFuture<>());
		this.waiting.add(waiting);
		return waiting.signal.copy();
	}

	/** Those who wait now. */
	List<Waiting> waiting() {
		return List.copyOf(this.waiting);
	}

	/** Nothing is left here, since these began to wait. */
	void nothingLeft(List<Waiting> waiting, BooleanSupplier anywhere) {
		for (Waiting next : waiting) {
			if ((!next.anywhere || anywhere.getAsBoolean()) && this.waiting.remove(next)) {
				execute(() -> next.signal.complete(null));
			}
		}
	}

	/** On a thread for outcomes, or here where that takes nothing any more. */
	@Override
	public void execute(Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (Throwable ex) {
			logger.debug("The executor of outcomes takes nothing", ex);
			task.run();
		}
	}

	private void shielded(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) { // what it throws must cost nobody else an outcome
			this.log.log((more) -> logger.warn("A listener or callback of the queue failed{}", more, ex));
		}
	}

	/**
	 * Who waits for the moment when nothing is left.
	 *
	 * @param anywhere whether nothing may be left anywhere
	 * @param signal completed then
	 */
	record Waiting(boolean anywhere, CompletableFuture<Void> signal) {

	}

}
