package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static io.github.customeriospring.queue.memory.QueueFixture.add;
import static io.github.customeriospring.queue.memory.QueueFixture.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that a shutdown delivers or tells everything.
 */
class ShutdownTests {

	private final QueueFixture fixture = new QueueFixture();

	private final StubTransport stub = this.fixture.stub;

	private final AtomicInteger stopped = new AtomicInteger();

	@AfterEach
	void disposeTime() {
		this.fixture.time.dispose();
	}

	@Test
	void stopSendsWhatIsQueuedPausedOrNotAndTakesNothingMore() {
		this.stub.behaviour = (request) -> Mono.delay(Duration.ofMillis(10), this.fixture.time)
			.thenReturn(StubTransport.OK);
		MemoryQueue queue = this.fixture.queue(1000, 10, 100_000);
		queue.pause();
		List<CompletableFuture<Void>> outcomes = IntStream.range(0, 50_000)
			.mapToObj((i) -> queue.add(person("p" + i)))
			.toList();
		queue.stop(this.stopped::incrementAndGet);
		assertThat(reason(queue.add(person("late")))).isEqualTo(Reason.SHUTTING_DOWN);
		assertThat(this.stopped).hasValue(0);
		this.fixture.advance(100);
		assertThat(this.stopped).hasValue(1);
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).isCompletedWithValue(null));
		assertThat(queue.isRunning()).isFalse();
		this.fixture.advance(60_000);
		assertThat(this.stopped).hasValue(1);
	}

	@Test
	void contextThatClosesLetsNothingLinger() {
		this.fixture.linger = Duration.ofHours(1);
		MemoryQueue queue = this.fixture.queue(1000, 10, 1000);
		queue.pause();
		add(queue, "1", "2");
		queue.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));
		assertThat(this.stub.requests).as("a child closes").isEmpty();
		queue.onApplicationEvent(new ContextClosedEvent(this.fixture.context));
		assertThat(this.stub.people(0)).containsExactly("1", "2");
		add(queue, "3");
		assertThat(this.stub.people(1)).containsExactly("3");
	}

	@Test
	void deadlineTellsEachOfTheRestAndTheLogCounts() {
		try (QueueLogs logs = new QueueLogs()) {
			MemoryQueue queue = this.fixture.queue(10, 2, 100_000);
			List<CompletableFuture<Void>> outcomes = IntStream.range(0, 51_000)
				.mapToObj((i) -> queue.add(person("p" + i)))
				.toList();
			queue.stop(this.stopped::incrementAndGet);
			this.fixture.advance(19_999);
			assertThat(this.stopped).hasValue(0);
			this.fixture.advance(1);
			assertThat(this.stopped).hasValue(1);
			assertThat(outcomes.subList(0, 20))
				.allSatisfy((outcome) -> assertThat(failure(outcome)).isInstanceOf(CustomerIoNoResponseException.class)
					.hasMessageContaining("may have been accepted"));
			assertThat(outcomes.subList(20, 51_000))
				.allSatisfy((outcome) -> assertThat(reason(outcome)).isEqualTo(Reason.SHUTTING_DOWN));
			assertThat(this.stub.answers.get(0).currentSubscriberCount()).isZero();
			assertThat(logs.messages()).singleElement()
				.asString()
				.contains("50980 operations were not sent", "20 are under way");
			assertThat(queue.stats().bytes()).isZero();
		}
	}

	@Test
	void whatWaitsForAPermitAtTheDeadlineWasNotSent() {
		this.stub.leaves = false;
		MemoryQueue queue = this.fixture.queue(10, 2, 100);
		add(queue, "1", "2");
		this.fixture.advance(50);
		assertThat(queue.stats().inFlight()).isZero();
		assertThat(queue.stats().queued()).isEqualTo(2);
		queue.stop(this.stopped::incrementAndGet);
		this.fixture.advance(20_000);
		assertThat(this.fixture.letters).hasSize(2)
			.allSatisfy((letter) -> assertThat(((CustomerIoNotSentException) letter.reason()).getReason())
				.isEqualTo(Reason.SHUTTING_DOWN));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4_000, 9_000 })
	void whoWaitsForRoomIsToldHoweverManyTheyAre(int subscribers) {
		MemoryQueue queue = this.fixture.queue(1, 1, 2);
		queue.pause();
		add(queue, "1", "2");
		List<Throwable> errors = new ArrayList<>();
		for (int i = 0; i < subscribers; i++) {
			queue.send(person("p" + i)).subscribe(null, errors::add);
		}
		assertThat(queue.stats().waiting()).isEqualTo(subscribers);
		queue.stop(this.stopped::incrementAndGet);
		assertThat(errors).hasSize(subscribers)
			.allSatisfy(
					(ex) -> assertThat(((CustomerIoNotSentException) ex).getReason()).isEqualTo(Reason.SHUTTING_DOWN));
	}

	@Test
	void holdAtTheShutdownAsksOftenAndDeliversIfTheWeatherClears() {
		this.stub.behaviour = (request) -> HoldTests.status(request, 503);
		MemoryQueue queue = this.fixture.queue(10, 2, 100);
		add(queue, "1", "2", "3");
		this.fixture.advance(3600_000);
		int before = this.stub.requests.size();
		queue.stop(this.stopped::incrementAndGet);
		this.fixture.advance(10_000);
		assertThat(this.stub.requests.size() - before).isBetween(9, 12);
		this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
		this.fixture.advance(1000);
		assertThat(queue.stats().sent()).isEqualTo(3);
		assertThat(this.stopped).hasValue(1);
	}

	@Test
	void callbackThatNeverEndsDoesNotKeepTheApplicationFromItsEnd() {
		this.fixture.executor = (task) -> {
			// a thread that is stuck
		};
		MemoryQueue queue = this.fixture.queue(10, 2, 100);
		add(queue, "1");
		queue.stop(this.stopped::incrementAndGet);
		this.stub.accept(0);
		this.fixture.advance(22_000);
		assertThat(this.stopped).hasValue(1);
	}

	@Test
	void startAfterStopTakesOperationsAgain() {
		MemoryQueue queue = this.fixture.queue(10, 1, 2);
		queue.stop(this.stopped::incrementAndGet);
		queue.start();
		CompletableFuture<Void> outcome = queue.add(person("1"));
		assertThat(this.stub.requests).isEmpty();
		this.fixture.advance(50);
		this.stub.accept(0);
		assertThat(outcome).isCompletedWithValue(null);
	}

	private static Throwable failure(CompletableFuture<Void> outcome) {
		assertThat(outcome).isDone();
		return ((CompletionException) catchThrowable(outcome::join)).getCause();
	}

	private static Reason reason(CompletableFuture<Void> outcome) {
		return ((CustomerIoNotSentException) failure(outcome)).getReason();
	}

}
