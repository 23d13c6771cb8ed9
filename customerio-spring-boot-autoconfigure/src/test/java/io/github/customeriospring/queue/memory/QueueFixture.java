package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.DeadLetter;
import io.github.customeriospring.queue.DeadLetterListener;
import io.github.customeriospring.queue.OperationObserver;
import io.github.customeriospring.queue.dispatch.Dispatcher;
import io.github.customeriospring.queue.dispatch.Dispatcher.Bounds;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

import org.springframework.context.support.GenericApplicationContext;

/**
 * A queue in virtual time, whose outcomes are told where they happen.
 */
final class QueueFixture {

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final StubTransport stub = new StubTransport();

	final List<Integer> batchSizes = new ArrayList<>();

	final List<DeadLetter> letters = new ArrayList<>();

	final GenericApplicationContext context = new GenericApplicationContext();

	CustomerIoTransport transport = this.stub;

	Scheduler scheduler = this.time;

	Executor executor = Runnable::run;

	BatchListener listener = this.batchSizes::add;

	@Nullable OperationObserver observer;

	List<DeadLetterListener> deadLetters = List.of(this.letters::add);

	int batchSize = 1000;

	int batchBytes = 475_000;

	int concurrency = 10;

	int capacity = 100_000;

	long bytes = 1_000_000_000;

	int waiting = 10_000;

	Duration maxWait = Duration.ofSeconds(10);

	Duration maxAge = Duration.ofHours(24);

	Duration linger = Duration.ofMillis(50);

	Duration shutdownTimeout = Duration.ofSeconds(20);

	MemoryQueue queue() {
		MemoryQueue queue = new MemoryQueue(
				new Dispatcher("The queue", this.transport, Priority.QUEUED,
						new BatchSettings(this.batchSize, this.batchBytes, this.linger, this.concurrency, this.maxAge),
						new Bounds(this.capacity, this.bytes, this.waiting, this.maxWait), surroundings(),
						this.listener, this.observer, Context.empty()),
				this.shutdownTimeout, surroundings(), this.deadLetters, this.context);
		queue.start();
		return queue;
	}

	MemoryQueue queue(int batchSize, int concurrency, int capacity) {
		this.batchSize = batchSize;
		this.concurrency = concurrency;
		this.capacity = capacity;
		return queue();
	}

	Surroundings surroundings() {
		return new Surroundings(this.scheduler, () -> this.time.now(TimeUnit.NANOSECONDS), () -> 0.0, this.executor);
	}

	long millis() {
		return this.time.now(TimeUnit.MILLISECONDS);
	}

	void advance(long millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	static TrackOperation person(String id) {
		return TrackOperation.person(Identifier.id(id)).delete();
	}

	static TrackOperation person(String id, int textBytes) {
		return TrackOperation.identify(Identifier.id(id), Map.of("text", "x".repeat(textBytes)));
	}

	static void add(CustomerIoQueue queue, String... ids) {
		for (String id : ids) {
			queue.add(person(id));
		}
	}

}
