package io.github.customeriospring.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.Identifier;
import io.github.customeriospring.Priority;
import io.github.customeriospring.TrackOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class CustomerIoQueueTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final StubTransport transport = new StubTransport();

	private final List<Integer> batchSizes = new ArrayList<>();

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void loneOperationGoesWhenItHasLingered() {
		CustomerIoQueue queue = queue(3, 10, 100, WhenFull.REJECT);
		CompletableFuture<Void> outcome = queue.add(person("1"));
		advance(49);
		assertThat(this.transport.requests).isEmpty();
		advance(1);
		assertThat(this.transport.requests).hasSize(1);
		assertThat(this.transport.requests.get(0).priority()).isEqualTo(Priority.QUEUED);
		assertThat(outcome).isNotDone();
		this.transport.accept(0);
		assertThat(outcome).isCompleted();
	}

	@Test
	void fullBatchGoesAtOnce() {
		CustomerIoQueue queue = queue(3, 10, 100, WhenFull.REJECT);
		add(queue, "1", "2", "3", "4");
		assertThat(this.transport.people(0)).containsExactly("1", "2", "3");
		assertThat(this.transport.requests).hasSize(1);
		advance(50);
		assertThat(this.transport.people(1)).containsExactly("4");
		assertThat(this.batchSizes).containsExactly(3, 1);
	}

	@Test
	void batchStaysBelowTheBytesOfARequest() {
		CustomerIoQueue queue = queue(1000, 10, 1000, WhenFull.REJECT);
		String text = "x".repeat(990);
		for (int i = 0; i < 60; i++) {
			queue.add(TrackOperation.identify(Identifier.id("p" + i), Map.of("text", text)));
		}
		advance(50);
		assertThat(this.transport.requests.size()).isGreaterThan(1);
		assertThat(this.transport.requests)
			.allSatisfy((request) -> assertThat(request.body()).hasSizeLessThanOrEqualTo(40_000));
		int sent = IntStream.range(0, this.transport.requests.size()).map((i) -> this.transport.people(i).size()).sum();
		assertThat(sent).isEqualTo(60);
		assertThat(this.transport.requests.get(0).body()).hasSizeGreaterThan(38_000);
	}

	@Test
	void noMoreRequestsThanTheConcurrencyAreUnderWay() {
		CustomerIoQueue queue = queue(1, 2, 100, WhenFull.REJECT);
		add(queue, "1", "2", "3");
		assertThat(this.transport.requests).hasSize(2);
		assertThat(queue.stats()).isEqualTo(new QueueStats(1, 2, 0, 0, 0, queue.stats().bytes(), false));
		this.transport.accept(1);
		assertThat(this.transport.people(2)).containsExactly("3");
	}

	@Test
	void operationsOfAnIdentityUnderWayWaitAndKeepTheirOrder() {
		CustomerIoQueue queue = queue(2, 10, 100, WhenFull.REJECT);
		add(queue, "a", "b");
		add(queue, "a", "c", "a", "d", "a");
		advance(50);
		assertThat(this.transport.people(1)).containsExactly("c", "d");
		assertThat(this.transport.requests).hasSize(2);
		this.transport.accept(0);
		assertThat(this.transport.people(2)).containsExactly("a", "a");
		assertThat(this.transport.requests).hasSize(3);
		this.transport.accept(2);
		assertThat(this.transport.people(3)).containsExactly("a");
	}

	@Test
	void mergeWaitsForBothOfItsPeople() {
		CustomerIoQueue queue = queue(1, 10, 100, WhenFull.REJECT);
		add(queue, "a", "b");
		queue.add(TrackOperation.merge(Identifier.id("a"), Identifier.id("b")));
		add(queue, "b");
		advance(50);
		assertThat(this.transport.requests).hasSize(2);
		this.transport.accept(0);
		advance(50);
		assertThat(this.transport.requests).hasSize(2);
		this.transport.accept(1);
		advance(50);
		assertThat(this.transport.requests).hasSize(3);
		assertThat(this.transport.requests.get(2).bodyAsString()).contains("merge");
		this.transport.accept(2);
		assertThat(this.transport.people(3)).containsExactly("b");
		this.transport.accept(3);
		assertThat(queue.stats()).isEqualTo(new QueueStats(0, 0, 4, 0, 0, queue.stats().bytes(), false));
	}

	@Test
	void mergeStaysBehindWhatWasParkedBeforeIt() {
		CustomerIoQueue queue = queue(1, 10, 100, WhenFull.REJECT);
		add(queue, "a", "b", "b");
		queue.add(TrackOperation.merge(Identifier.id("a"), Identifier.id("b")));
		this.transport.accept(1);
		advance(50);
		assertThat(this.transport.people(2)).containsExactly("b");
		this.transport.accept(0);
		advance(50);
		assertThat(this.transport.requests).hasSize(3);
		this.transport.accept(2);
		assertThat(this.transport.requests.get(3).bodyAsString()).contains("merge");
	}

	@Test
	void operationBehindAMergeThatIsGivenUpGoes() {
		CustomerIoQueue queue = queue(1, 10, 100, WhenFull.REJECT);
		add(queue, "a");
		CompletableFuture<Void> merge = queue.add(TrackOperation.merge(Identifier.id("a"), Identifier.id("b")));
		add(queue, "b");
		assertThat(this.transport.requests).hasSize(1);
		merge.cancel(false);
		assertThat(this.transport.people(1)).containsExactly("b");
	}

	@Test
	void addWhenFullIsRejectedOrWaits() {
		CustomerIoQueue queue = queue(1, 1, 2, WhenFull.REJECT);
		add(queue, "1", "2");
		assertThat(queue.add(person("3"))).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(CustomerIoNotSentException.class)
			.withMessageContaining("the queue is full");
		assertThat(queue.stats().rejected()).isOne();
	}

	@Test
	void sendWhenFullWaitsWithoutBlockingAndGivesUpItsPlaceWhenCancelled() {
		CustomerIoQueue queue = queue(1, 1, 2, WhenFull.WAIT);
		add(queue, "1", "2");
		Disposable third = queue.send(person("3")).subscribe();
		queue.send(person("4")).subscribe();
		third.dispose();
		this.transport.accept(0);
		this.transport.accept(1);
		assertThat(this.transport.people(2)).containsExactly("4");
		this.transport.accept(2);
		assertThat(queue.stats()).isEqualTo(new QueueStats(0, 0, 3, 0, 0, queue.stats().bytes(), false));
	}

	@Test
	void sendDoesNothingBeforeSubscription() {
		CustomerIoQueue queue = queue(1, 1, 2, WhenFull.WAIT);
		queue.send(person("1"));
		assertThat(queue.stats().queued()).isZero();
		assertThat(this.transport.requests).isEmpty();
	}

	@Test
	void cancelledOperationIsTakenOut() {
		CustomerIoQueue queue = queue(1, 1, 10, WhenFull.REJECT);
		add(queue, "1");
		CompletableFuture<Void> second = queue.add(person("2"));
		add(queue, "3");
		second.cancel(false);
		this.transport.accept(0);
		assertThat(this.transport.people(1)).containsExactly("3");
	}

	@Test
	void pauseHoldsBackAndResumeLetsGo() {
		CustomerIoQueue queue = queue(1, 10, 100, WhenFull.REJECT);
		queue.pause();
		add(queue, "1", "2");
		advance(1000);
		assertThat(this.transport.requests).isEmpty();
		assertThat(queue.stats().paused()).isTrue();
		queue.resume();
		assertThat(this.transport.requests).hasSize(2);
	}

	@Test
	void clearTellsEverybodyWhoIsNotUnderWay() {
		CustomerIoQueue queue = queue(1, 1, 100, WhenFull.REJECT);
		CompletableFuture<Void> underWay = queue.add(person("1"));
		CompletableFuture<Void> queued = queue.add(person("2"));
		CompletableFuture<Void> parked = queue.add(person("1"));
		assertThat(queue.clear()).isEqualTo(2);
		assertThat(List.of(queued, parked)).allSatisfy((outcome) -> assertThat(outcome).isCompletedExceptionally());
		this.transport.accept(0);
		assertThat(underWay).isCompletedWithValue(null);
		assertThat(queue.stats()).isEqualTo(new QueueStats(0, 0, 1, 2, 0, queue.stats().bytes(), false));
	}

	@Test
	void whenIdleCompletesWhenNothingIsLeft() {
		CustomerIoQueue queue = queue(1, 10, 100, WhenFull.REJECT);
		assertThat(queue.whenIdle()).isCompleted();
		add(queue, "1");
		CompletableFuture<Void> idle = queue.whenIdle();
		assertThat(idle).isNotDone();
		this.transport.accept(0);
		assertThat(idle).isCompleted();
	}

	@Test
	void stopSendsWhatIsQueuedAndTakesNothingMore() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		CustomerIoQueue queue = queue(1000, 10, 20_000, WhenFull.REJECT);
		queue.start();
		List<CompletableFuture<Void>> outcomes = IntStream.range(0, 10_000)
			.mapToObj((i) -> queue.add(person("p" + i)))
			.toList();
		queue.stop();
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).isCompletedWithValue(null));
		assertThat(queue.add(person("late"))).isCompletedExceptionally();
		assertThat(queue.isRunning()).isFalse();
	}

	@Test
	void stopWhenTheDeadlinePassesFailsEachOfTheRest() {
		CustomerIoQueue queue = queue(1, 1, 100, WhenFull.REJECT);
		queue.start();
		queue.add(person("under way"));
		List<CompletableFuture<Void>> left = List.of(queue.add(person("1")), queue.add(person("2")));
		queue.stop();
		assertThat(left).allSatisfy((outcome) -> assertThat(outcome).isCompletedExceptionally());
	}

	@Test
	void stopWhenTheDeadlinePassesFailsWhatIsUnderWay() {
		CustomerIoQueue queue = queue(1, 1, 100, WhenFull.REJECT);
		queue.start();
		CompletableFuture<Void> underWay = queue.add(person("1"));
		queue.stop();
		assertThat(underWay).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(CustomerIoNoResponseException.class)
			.withMessageContaining("may have been accepted");
		assertThat(this.transport.answers.get(0).currentSubscriberCount()).isZero();
		assertThat(queue.stats()).isEqualTo(new QueueStats(0, 0, 0, 1, 0, 0, false));
	}

	@Test
	void stopRefusesWhoWaitsForRoom() {
		CustomerIoQueue queue = queue(1, 1, 2, WhenFull.WAIT);
		queue.start();
		add(queue, "1", "2");
		List<CompletableFuture<Void>> waiting = List.of(queue.send(person("3")).toFuture(),
				queue.send(person("4")).toFuture(), queue.send(person("5")).toFuture());
		queue.stop();
		assertThat(waiting).allSatisfy((outcome) -> assertThat(outcome).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.withMessageContaining("shuts down"));
		assertThat(queue.stats()).isEqualTo(new QueueStats(0, 0, 0, 2, 3, 0, false));
	}

	@Test
	void startAfterStopTakesOperationsAgain() {
		CustomerIoQueue queue = queue(10, 1, 2, WhenFull.REJECT);
		queue.start();
		queue.stop();
		queue.start();
		CompletableFuture<Void> outcome = queue.add(person("1"));
		assertThat(this.transport.requests).isEmpty();
		advance(50);
		this.transport.accept(0);
		assertThat(outcome).isCompletedWithValue(null);
	}

	@Test
	void sendWhenCancelledOnSubscriptionKeepsNoRoom() {
		CustomerIoQueue queue = queue(1, 1, 1, WhenFull.WAIT);
		queue.send(person("1")).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				cancel();
			}

		});
		this.transport.answers.forEach((answer) -> answer.tryEmitValue(StubTransport.OK));
		CompletableFuture<Void> next = queue.send(person("2")).toFuture();
		this.transport.accept(this.transport.answers.size() - 1);
		assertThat(next).isCompletedWithValue(null);
	}

	@Test
	void sendWhenALargerOneGivesUpItsPlaceGoesIn() {
		CustomerIoQueue queue = new CustomerIoQueue(this.transport, new BatchSettings(1, 40_000, Duration.ZERO, 10),
				new QueueBounds(10, 1000, WhenFull.WAIT), Duration.ofMillis(10), this.time, this.batchSizes::add, null,
				() -> this.time.now(TimeUnit.NANOSECONDS));
		add(queue, "1");
		Disposable large = queue.send(TrackOperation.identify(Identifier.id("2"), Map.of("text", "x".repeat(999))))
			.subscribe();
		queue.send(person("3")).subscribe();
		assertThat(this.transport.requests).hasSize(1);
		large.dispose();
		assertThat(this.transport.people(1)).containsExactly("3");
	}

	@Test
	void givenUpOperationIsForgottenWhileTheQueueIsPaused() {
		CustomerIoQueue queue = queue(1, 1, 10, WhenFull.REJECT);
		queue.pause();
		for (int i = 0; i < 100; i++) {
			queue.add(person("p" + i % 3)).completeExceptionally(new TimeoutException());
		}
		assertThat(queue.stats()).isEqualTo(new QueueStats(0, 0, 0, 100, 0, 0, true));
		assertThat(queue.whenIdle()).isCompleted();
	}

	@Test
	void listenerThatThrowsFailsItsBatchOnly() {
		AtomicInteger batches = new AtomicInteger();
		CustomerIoQueue queue = new CustomerIoQueue(this.transport, new BatchSettings(1, 40_000, Duration.ZERO, 1),
				new QueueBounds(10, 1000, WhenFull.REJECT), Duration.ofMillis(10), this.time, (operations) -> {
					if (batches.incrementAndGet() == 1) {
						throw new IllegalStateException("broken listener");
					}
				}, null, () -> this.time.now(TimeUnit.NANOSECONDS));
		assertThat(queue.add(person("1"))).isCompletedExceptionally();
		CompletableFuture<Void> next = queue.add(person("1"));
		this.transport.accept(0);
		assertThat(next).isCompletedWithValue(null);
	}

	@Test
	void resumeWhenEveryBatchIsAnsweredAtOnceKeepsTheStackFlat() {
		this.transport.behaviour = (request) -> Mono
			.error(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.LINE_FULL, "the line is full"));
		CustomerIoQueue queue = queue(1, 10, 20_000, WhenFull.REJECT);
		queue.pause();
		List<CompletableFuture<Void>> outcomes = IntStream.range(0, 20_000)
			.mapToObj((i) -> queue.add(person("p" + i)))
			.toList();
		queue.resume();
		assertThat(outcomes).allMatch(CompletableFuture::isCompletedExceptionally);
		assertThat(queue.stats().failed()).isEqualTo(20_000);
	}

	@Test
	void whenIdleCompletesAfterTheOutcomesAreKnown() {
		CustomerIoQueue queue = queue(2, 1, 10, WhenFull.REJECT);
		List<Boolean> idle = new ArrayList<>();
		queue.add(person("1")).thenRun(() -> {
			queue.resume(); // any call that looks for work
			idle.add(queue.whenIdle().isDone());
		});
		add(queue, "2");
		this.transport.accept(0);
		assertThat(idle).containsExactly(false);
		assertThat(queue.whenIdle()).isCompleted();
	}

	private CustomerIoQueue queue(int batchSize, int concurrency, int capacity, WhenFull whenFull) {
		return new CustomerIoQueue(this.transport,
				new BatchSettings(batchSize, 40_000, Duration.ofMillis(50), concurrency),
				new QueueBounds(capacity, 10_000_000, whenFull), Duration.ofMillis(10), this.time, this.batchSizes::add,
				null, () -> this.time.now(TimeUnit.NANOSECONDS));
	}

	private static void add(CustomerIoQueue queue, String... ids) {
		for (String id : ids) {
			queue.add(person(id));
		}
	}

	private static TrackOperation person(String id) {
		return TrackOperation.delete(Identifier.id(id));
	}

	private void advance(long millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

}
