package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.queue.DeadLetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static io.github.customeriospring.queue.memory.QueueFixture.add;
import static io.github.customeriospring.queue.memory.QueueFixture.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests that handing over never hangs an application, and that the bounds hold.
 */
class HandingOverTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final QueueFixture fixture = new QueueFixture();

	private final StubTransport stub = this.fixture.stub;

	@AfterEach
	void disposeTime() {
		this.fixture.time.dispose();
	}

	@Test
	void addToAFullQueueFailsAtOnce() {
		MemoryQueue queue = this.fixture.queue(1, 1, 2);
		add(queue, "1", "2");
		assertThat(reason(queue.add(person("3")))).isEqualTo(Reason.QUEUE_FULL);
		assertThat(queue.stats().rejected()).isOne();
		assertThat(this.fixture.letters).extracting(DeadLetter::operation).containsExactly(person("3"));
	}

	@Test
	void bytesCountWhatAnOperationTakesBesideItsJson() {
		this.fixture.bytes = 10_000;
		MemoryQueue queue = this.fixture.queue(1, 1, 1000);
		for (int i = 0; i < 1000; i++) {
			add(queue, "p" + i);
		}
		assertThat(queue.stats().queued() + queue.stats().inFlight()).isBetween(10, 20);
		assertThat(queue.stats().bytes()).isBetween(9_000L, 10_000L);
		assertThat(queue.fillLevel()).isBetween(0.9, 1.0);
	}

	@Test
	void addThatMayWaitReturnsAsSoonAsThereIsRoom() {
		MemoryQueue queue = this.fixture.queue(1, 1, 1);
		add(queue, "1");
		CompletableFuture<CompletableFuture<Void>> call = onAThread(() -> queue.add(person("2"), LONG));
		await().until(() -> queue.stats().waiting() == 1);
		assertThat(call).isNotDone();
		this.stub.accept(0);
		CompletableFuture<Void> outcome = call.join();
		assertThat(this.stub.people(1)).containsExactly("2");
		assertThat(outcome).isNotDone();
	}

	@Test
	void addThatMayWaitGivesUpInTime() {
		MemoryQueue queue = this.fixture.queue(1, 1, 1);
		add(queue, "1");
		assertThat(reason(queue.add(person("2"), Duration.ofMillis(1)))).isEqualTo(Reason.QUEUE_FULL);
		assertThat(reason(queue.add(person("2"), Duration.ZERO))).isEqualTo(Reason.QUEUE_FULL);
		assertThat(queue.stats().waiting()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> queue.add(person("2"), Duration.ofMillis(-1)));
	}

	@Test
	void addThatMayWaitWhenInterruptedGivesUpItsPlaceAndStaysInterrupted() {
		MemoryQueue queue = this.fixture.queue(1, 1, 1);
		add(queue, "1");
		Thread.currentThread().interrupt();
		CompletableFuture<Void> outcome = queue.add(person("2"), LONG);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(reason(outcome)).isEqualTo(Reason.INTERRUPTED);
	}

	@Test
	void addThatMayWaitIsRefusedOnAThreadThatMustNotBlock() {
		MemoryQueue queue = this.fixture.queue(1, 1, 10);
		CompletableFuture<Void> outcome = Mono.fromCallable(() -> queue.add(person("1"), LONG))
			.subscribeOn(Schedulers.parallel())
			.block(LONG);
		assertThat(outcome).isNotNull();
		assertThat(reason(outcome)).isEqualTo(Reason.BLOCKED_THREAD);
		assertThat(this.stub.requests).isEmpty();
	}

	@Test
	void sendWaitsInOrderWithoutBlockingAndGivesUpItsPlaceWhenCancelled() {
		MemoryQueue queue = this.fixture.queue(1, 1, 2);
		add(queue, "1", "2");
		Disposable third = queue.send(person("3")).subscribe();
		queue.send(person("4")).subscribe();
		assertThat(reason(queue.add(person("5")))).as("nobody passes").isEqualTo(Reason.QUEUE_FULL);
		third.dispose();
		this.stub.accept(0);
		this.stub.accept(1);
		assertThat(this.stub.people(2)).containsExactly("4");
		this.stub.accept(2);
		assertThat(queue.stats().sent()).isEqualTo(3);
		assertThat(queue.stats().waiting()).isZero();
	}

	@Test
	void sendWaitsNoLongerThanItMay() {
		MemoryQueue queue = this.fixture.queue(1, 1, 1);
		add(queue, "1");
		AtomicReference<Throwable> first = new AtomicReference<>();
		AtomicReference<Throwable> second = new AtomicReference<>();
		queue.send(person("2")).subscribe(null, first::set);
		this.fixture.advance(5000);
		queue.send(person("3")).subscribe(null, second::set);
		this.fixture.advance(4999);
		assertThat(first).hasValue(null);
		this.fixture.advance(1);
		assertThat(first.get()).isInstanceOfSatisfying(CustomerIoNotSentException.class,
				(ex) -> assertThat(ex.getReason()).isEqualTo(Reason.QUEUE_FULL));
		assertThat(second).hasValue(null);
		this.fixture.advance(5000);
		assertThat(second.get()).isNotNull();
	}

	@Test
	void noMoreMayWaitThanThereArePlaces() {
		this.fixture.waiting = 2;
		MemoryQueue queue = this.fixture.queue(1, 1, 1);
		List<Throwable> errors = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			queue.send(person("p" + i)).subscribe(null, errors::add);
		}
		assertThat(queue.stats().waiting()).isEqualTo(2);
		assertThat(errors).hasSize(2);
	}

	@Test
	void sendWhenALargerOneGivesUpItsPlaceGoesIn() {
		this.fixture.bytes = 1500;
		MemoryQueue queue = this.fixture.queue(1, 10, 10);
		add(queue, "1");
		Disposable large = queue.send(person("2", 900)).subscribe();
		queue.send(person("3")).subscribe();
		assertThat(this.stub.requests).hasSize(1);
		large.dispose();
		assertThat(this.stub.people(1)).containsExactly("3");
	}

	@Test
	void sendWhenCancelledOnSubscriptionKeepsNoRoom() {
		MemoryQueue queue = this.fixture.queue(1, 1, 1);
		queue.send(person("1")).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				cancel();
			}

		});
		this.stub.answers.forEach((answer) -> answer.tryEmitValue(StubTransport.OK));
		CompletableFuture<Void> next = queue.send(person("2")).toFuture();
		this.stub.accept(this.stub.answers.size() - 1);
		assertThat(next).isCompletedWithValue(null);
	}

	@Test
	void threadThatHandsOverIsNotKeptToWorkForOthers() {
		Thread caller = Thread.currentThread();
		Scheduler scheduler = Schedulers.newSingle("others");
		try {
			AtomicInteger here = new AtomicInteger();
			CompletableFuture<Void> last = new CompletableFuture<>();
			this.fixture.transport = (request) -> Mono.defer(() -> {
				here.addAndGet((Thread.currentThread() == caller) ? 1 : 0);
				return Mono.just(StubTransport.OK).subscribeOn(Schedulers.parallel());
			});
			this.fixture.scheduler = scheduler;
			MemoryQueue queue = this.fixture.queue(1, 1, 10_000);
			queue.pause();
			for (int i = 0; i < 5000; i++) {
				add(queue, "p" + i);
			}
			queue.resume();
			queue.whenIdle().thenRun(() -> last.complete(null));
			assertThat(last).succeedsWithin(LONG);
			assertThat(here.get()).isLessThanOrEqualTo(20);
		}
		finally {
			scheduler.dispose();
		}
	}

	@Test
	void callbackThatBlocksKeepsNeitherBatchesNorCallersWaiting() {
		ExecutorService outcomes = Executors.newFixedThreadPool(1);
		try {
			this.fixture.executor = outcomes;
			CompletableFuture<Void> unblock = new CompletableFuture<>();
			this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
			MemoryQueue queue = this.fixture.queue(1, 1, 10_000);
			queue.pause();
			queue.add(person("first")).whenComplete((nothing, ex) -> unblock.join());
			queue.resume();
			for (int i = 0; i < 1000; i++) {
				add(queue, "p" + i);
			}
			assertThat(this.stub.requests).hasSize(1001);
			assertThat(queue.stats().bytes()).isZero();
			assertThat(queue.whenIdle()).isNotDone();
			unblock.complete(null);
			assertThat(queue.whenIdle()).succeedsWithin(LONG);
		}
		finally {
			outcomes.shutdownNow();
		}
	}

	@Test
	void whatThrowsCostsNobodyAnOutcomeOrAPlace() {
		this.stub.behaviour = (request) -> StubTransport.people(request).contains("bad")
				? HoldTests.status(request, 500) : Mono.just(StubTransport.OK);
		this.fixture.listener = (size) -> {
			throw new NoClassDefFoundError("a listener");
		};
		this.fixture.observer = new ThrowingObserver();
		this.fixture.deadLetters = List.of((letter) -> {
			throw new IllegalStateException("a listener of dead letters");
		}, this.fixture.letters::add);
		MemoryQueue queue = this.fixture.queue(1, 1, 100);
		CompletableFuture<Void> good = queue.add(person("good"));
		good.thenRun(() -> {
			throw new IllegalStateException("a callback");
		});
		CompletableFuture<Void> refused = queue.add(person("paused"));
		queue.pause();
		CompletableFuture<Void> cleared = queue.add(person("cleared"));
		queue.clear();
		assertThat(List.of(good, refused))
			.allMatch((outcome) -> outcome.isDone() && !outcome.isCompletedExceptionally());
		assertThat(cleared).isCompletedExceptionally();
		assertThat(this.fixture.letters).hasSize(1);
		assertThat(queue.stats().bytes()).isZero();
		assertThat(queue.whenIdle()).isCompleted();
	}

	private static CompletableFuture<CompletableFuture<Void>> onAThread(Supplier<CompletableFuture<Void>> call) {
		CompletableFuture<CompletableFuture<Void>> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> result.complete(call.get()));
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	private static Reason reason(CompletableFuture<Void> outcome) {
		assertThat(outcome).isDone();
		return ((CustomerIoNotSentException) ((CompletionException) catchThrowable(outcome::join)).getCause())
			.getReason();
	}

}
