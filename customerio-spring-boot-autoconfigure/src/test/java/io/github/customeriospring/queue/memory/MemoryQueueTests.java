package io.github.customeriospring.queue.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static io.github.customeriospring.queue.memory.QueueFixture.add;
import static io.github.customeriospring.queue.memory.QueueFixture.person;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryQueue}: packing, order, and what callers can do.
 */
class MemoryQueueTests {

	private final QueueFixture fixture = new QueueFixture();

	private final StubTransport transport = this.fixture.stub;

	@AfterEach
	void disposeTime() {
		this.fixture.time.dispose();
	}

	@Test
	void loneOperationGoesWhenItHasLingered() {
		MemoryQueue queue = this.fixture.queue(3, 10, 100);
		CompletableFuture<Void> outcome = queue.add(person("1"));
		this.fixture.advance(49);
		assertThat(this.transport.requests).isEmpty();
		this.fixture.advance(1);
		assertThat(this.transport.requests).hasSize(1);
		assertThat(this.transport.requests.get(0).priority()).isEqualTo(Priority.QUEUED);
		assertThat(outcome).isNotDone();
		this.transport.accept(0);
		assertThat(outcome).isCompleted();
	}

	@Test
	void fullBatchGoesAtOnce() {
		MemoryQueue queue = this.fixture.queue(3, 10, 100);
		add(queue, "1", "2", "3", "4");
		assertThat(this.transport.people(0)).containsExactly("1", "2", "3");
		assertThat(this.transport.requests).hasSize(1);
		this.fixture.advance(50);
		assertThat(this.transport.people(1)).containsExactly("4");
		assertThat(this.fixture.batchSizes).containsExactly(3, 1);
	}

	@Test
	void batchStaysBelowTheBytesOfARequest() {
		this.fixture.batchBytes = 40_000;
		MemoryQueue queue = this.fixture.queue(1000, 10, 1000);
		String text = "x".repeat(990);
		for (int i = 0; i < 60; i++) {
			queue.add(TrackOperation.identify(Identifier.id("p" + i), Map.of("text", text)));
		}
		this.fixture.advance(50);
		assertThat(this.transport.requests.size()).isGreaterThan(1);
		assertThat(this.transport.requests)
			.allSatisfy((request) -> assertThat(request.body()).hasSizeLessThanOrEqualTo(40_000));
		int sent = IntStream.range(0, this.transport.requests.size()).map((i) -> this.transport.people(i).size()).sum();
		assertThat(sent).isEqualTo(60);
		assertThat(this.transport.requests.get(0).body()).hasSizeGreaterThan(38_000);
	}

	@Test
	void noMoreRequestsThanTheConcurrencyAreUnderWay() {
		MemoryQueue queue = this.fixture.queue(1, 2, 100);
		add(queue, "1", "2", "3");
		assertThat(this.transport.requests).hasSize(2);
		assertStats(queue, 1, 2, 0, 0, 0);
		this.transport.accept(1);
		assertThat(this.transport.people(2)).containsExactly("3");
	}

	@Test
	void operationsOfAnIdentityUnderWayWaitAndKeepTheirOrder() {
		MemoryQueue queue = this.fixture.queue(2, 10, 100);
		add(queue, "a", "b");
		add(queue, "a", "c", "a", "d", "a");
		this.fixture.advance(50);
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
		MemoryQueue queue = this.fixture.queue(1, 10, 100);
		add(queue, "a", "b");
		queue.add(TrackOperation.person(Identifier.id("a")).merge(Identifier.id("b")));
		add(queue, "b");
		this.fixture.advance(50);
		assertThat(this.transport.requests).hasSize(2);
		this.transport.accept(0);
		this.fixture.advance(50);
		assertThat(this.transport.requests).hasSize(2);
		this.transport.accept(1);
		this.fixture.advance(50);
		assertThat(this.transport.requests).hasSize(3);
		assertThat(this.transport.requests.get(2).bodyAsString()).contains("merge");
		this.transport.accept(2);
		assertThat(this.transport.people(3)).containsExactly("b");
		this.transport.accept(3);
		assertStats(queue, 0, 0, 4, 0, 0);
	}

	@Test
	void mergeStaysBehindWhatWasParkedBeforeIt() {
		MemoryQueue queue = this.fixture.queue(1, 10, 100);
		add(queue, "a", "b", "b");
		queue.add(TrackOperation.person(Identifier.id("a")).merge(Identifier.id("b")));
		this.transport.accept(1);
		this.fixture.advance(50);
		assertThat(this.transport.people(2)).containsExactly("b");
		this.transport.accept(0);
		this.fixture.advance(50);
		assertThat(this.transport.requests).hasSize(3);
		this.transport.accept(2);
		assertThat(this.transport.requests.get(3).bodyAsString()).contains("merge");
	}

	@Test
	void operationBehindAMergeThatIsGivenUpGoes() {
		MemoryQueue queue = this.fixture.queue(1, 10, 100);
		add(queue, "a");
		CompletableFuture<Void> merge = queue.add(TrackOperation.person(Identifier.id("a")).merge(Identifier.id("b")));
		add(queue, "b");
		assertThat(this.transport.requests).hasSize(1);
		merge.cancel(false);
		assertThat(this.transport.people(1)).containsExactly("b");
	}

	@Test
	void sendDoesNothingBeforeSubscription() {
		MemoryQueue queue = this.fixture.queue(1, 1, 2);
		queue.send(person("1"));
		assertThat(queue.stats().queued()).isZero();
		assertThat(this.transport.requests).isEmpty();
	}

	@Test
	void cancelledOperationIsTakenOut() {
		MemoryQueue queue = this.fixture.queue(1, 1, 10);
		add(queue, "1");
		CompletableFuture<Void> second = queue.add(person("2"));
		add(queue, "3");
		second.cancel(false);
		this.transport.accept(0);
		assertThat(this.transport.people(1)).containsExactly("3");
	}

	@Test
	void cancelledOperationsAreForgottenWhileTheQueueIsPaused() {
		MemoryQueue queue = this.fixture.queue(1, 1, 10);
		queue.pause();
		for (int i = 0; i < 100; i++) {
			queue.add(person("p" + i % 3)).cancel(false);
		}
		assertStats(queue, 0, 0, 0, 100, 0);
		assertThat(queue.stats().bytes()).isZero();
		assertThat(queue.whenIdle()).isCompleted();
	}

	@Test
	void futureThatIsCompletedFromOutsideChangesNothing() {
		MemoryQueue queue = this.fixture.queue(1, 1, 10);
		queue.pause();
		queue.add(person("1")).complete(null);
		assertStats(queue, 1, 0, 0, 0, 0);
		queue.resume();
		assertThat(this.transport.requests).hasSize(1);
		this.transport.accept(0);
		assertStats(queue, 0, 0, 1, 0, 0);
	}

	@Test
	void operationThatIsCancelledUnderWayCountsAsWhatBecomesOfIt() {
		MemoryQueue queue = this.fixture.queue(1, 1, 10);
		CompletableFuture<Void> outcome = queue.add(person("1"));
		outcome.cancel(false);
		assertStats(queue, 0, 1, 0, 0, 0);
		this.transport.accept(0);
		assertStats(queue, 0, 0, 1, 0, 0);
		assertThat(outcome).isCancelled();
	}

	@Test
	void resumeWhenEveryBatchIsAnsweredAtOnceKeepsTheStackFlat() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		MemoryQueue queue = this.fixture.queue(1, 10, 20_000);
		queue.pause();
		List<CompletableFuture<Void>> outcomes = IntStream.range(0, 20_000)
			.mapToObj((i) -> queue.add(person("p" + i)))
			.toList();
		queue.resume();
		assertThat(outcomes).allMatch(CompletableFuture::isDone);
		assertThat(queue.stats().sent()).isEqualTo(20_000);
	}

	@Test
	void pauseHoldsBackAndResumeLetsGo() {
		MemoryQueue queue = this.fixture.queue(1, 10, 100);
		queue.pause();
		add(queue, "1", "2");
		this.fixture.advance(1000);
		assertThat(this.transport.requests).isEmpty();
		assertThat(queue.stats().paused()).isTrue();
		queue.resume();
		assertThat(this.transport.requests).hasSize(2);
	}

	@Test
	void clearTellsEverybodyWhoIsNotUnderWay() {
		MemoryQueue queue = this.fixture.queue(1, 1, 100);
		CompletableFuture<Void> underWay = queue.add(person("1"));
		CompletableFuture<Void> queued = queue.add(person("2"));
		CompletableFuture<Void> parked = queue.add(person("1"));
		assertThat(queue.clear()).isEqualTo(2);
		assertThat(List.of(queued, parked)).allSatisfy((outcome) -> assertThat(outcome).isCompletedExceptionally());
		this.transport.accept(0);
		assertThat(underWay).isCompletedWithValue(null);
		assertStats(queue, 0, 0, 1, 2, 0);
	}

	@Test
	void whenIdleCompletesWhenNothingIsLeft() {
		MemoryQueue queue = this.fixture.queue(1, 10, 100);
		assertThat(queue.whenIdle()).isCompleted();
		add(queue, "1");
		CompletableFuture<Void> idle = queue.whenIdle();
		assertThat(idle).isNotDone();
		this.transport.accept(0);
		assertThat(idle).isCompleted();
	}

	@Test
	void whenIdleCompletesAfterTheOutcomesAreKnown() {
		MemoryQueue queue = this.fixture.queue(2, 1, 10);
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

	private static void assertStats(CustomerIoQueue queue, int queued, int inFlight, long sent, long failed,
			long rejected) {
		QueueStats stats = queue.stats();
		assertThat(List.of(stats.queued() + stats.inFlight(), stats.sent(), stats.failed(), stats.rejected()))
			.containsExactly(queued + inFlight, sent, failed, rejected);
	}

}
