package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * 200,000 operations from four threads against a queue with room for 5,000.
 */
class QueueOverloadTests {

	private static final int OPERATIONS = 200_000;

	private static final int THREADS = 4;

	private static final int CAPACITY = 5_000;

	private static final Duration LONG = Duration.ofMinutes(1);

	private final BitSet sent = new BitSet(OPERATIONS);

	private final AtomicInteger sentTwice = new AtomicInteger();

	private final AtomicInteger mostHeld = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nothingIsLostAndNothingIsSentTwice(boolean waits) throws InterruptedException {
		Scheduler scheduler = Schedulers.newParallel("overload", 2);
		CustomerIoTransport transport = (request) -> Mono.fromSupplier(() -> {
			record(request.bodyAsString());
			return StubTransport.OK;
		}).subscribeOn(scheduler);
		QueueFixture fixture = new QueueFixture();
		Surroundings surroundings = new Surroundings(scheduler, System::nanoTime, () -> 0.0, Runnable::run);
		CustomerIoQueue queue = new MemoryQueue(new Dispatcher("The queue", transport, Priority.QUEUED,
				new BatchSettings(1000, 475_000, Duration.ofMillis(1), 4, Duration.ofDays(1)),
				new Bounds(CAPACITY, 10_000_000, 10, LONG), surroundings, (operations) -> {
				}, null, Context.empty()), LONG, surroundings, List.of(), fixture.context);
		LongAdder accepted = new LongAdder();
		LongAdder refused = new LongAdder();
		List<Thread> threads = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int first = thread;
			threads.add(new Thread(() -> {
				for (int i = first; i < OPERATIONS; i += THREADS) {
					TrackOperation operation = TrackOperation.person(Identifier.id(String.valueOf(i))).delete();
					CompletableFuture<Void> outcome = waits ? queue.add(operation, LONG) : queue.add(operation);
					outcome.whenComplete((nothing, ex) -> ((ex != null) ? refused : accepted).increment());
					QueueStats stats = (i % 1000 == first) ? queue.stats() : null;
					if (stats != null) {
						this.mostHeld.accumulateAndGet(stats.queued() + stats.inFlight(), Math::max);
					}
				}
			}));
		}
		if (!waits) {
			queue.pause(); // however slow the threads are, some are refused
		}
		threads.forEach(Thread::start);
		if (!waits) {
			await().atMost(LONG).until(() -> refused.sum() > 0);
			queue.resume();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		queue.whenIdle().join();
		scheduler.dispose();
		assertThat(accepted.sum() + refused.sum()).isEqualTo(OPERATIONS);
		assertThat(this.sent.cardinality()).isEqualTo((int) accepted.sum());
		assertThat(this.sentTwice).hasValue(0);
		assertThat(this.mostHeld.get()).isLessThanOrEqualTo(CAPACITY);
		assertThat(queue.stats().sent()).isEqualTo(accepted.sum());
		if (waits) {
			assertThat(refused.sum()).isZero();
		}
		else {
			assertThat(queue.stats().rejected()).isEqualTo(refused.sum()).isPositive();
		}
	}

	private synchronized void record(String body) {
		int start = body.indexOf("\"id\":\"");
		while (start >= 0) {
			int end = body.indexOf('"', start + 6);
			int id = Integer.parseInt(body, start + 6, end, 10);
			if (this.sent.get(id)) {
				this.sentTwice.incrementAndGet();
			}
			this.sent.set(id);
			start = body.indexOf("\"id\":\"", end);
		}
	}

}
