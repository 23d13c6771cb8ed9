package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.queue.QueueStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.http.HttpHeaders;

import static io.github.customeriospring.queue.memory.QueueFixture.add;
import static io.github.customeriospring.queue.memory.QueueFixture.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Tests that the queue keeps everything while nothing gets through to Customer.io.
 */
class HoldTests {

	private final QueueFixture fixture = new QueueFixture();

	private final StubTransport stub = this.fixture.stub;

	@AfterEach
	void disposeTime() {
		this.fixture.time.dispose();
	}

	static Stream<Arguments> weather() {
		return Stream.of(
				weather("connections refused",
						(request) -> Mono.error(new CustomerIoNoResponseException(request,
								new IllegalStateException("refused"), false))),
				weather("timeouts",
						(request) -> Mono.error(
								new CustomerIoNoResponseException(request, new IllegalStateException("none"), true))),
				weather("503", (request) -> status(request, 503)), weather("408", (request) -> status(request, 408)),
				weather("401", (request) -> status(request, 401)), weather("403", (request) -> status(request, 403)),
				weather("404", (request) -> status(request, 404)),
				weather("429",
						(request) -> Mono.error(new CustomerIoThrottledException(request, List.of(), null, false))),
				weather("a page", (request) -> Mono.just(answer("<html>Log in to the wireless network</html>"))),
				weather("no answer", (request) -> Mono.empty()),
				weather("a full line",
						(request) -> Mono.error(new CustomerIoNotSentException(Reason.LINE_FULL, "the line is full"))),
				weather("a bug", (request) -> Mono.error(new IllegalStateException("bug"))),
				weather("an error", (request) -> {
					throw new OutOfMemoryError("injected");
				}));
	}

	private static Arguments weather(String name, Function<CustomerIoRequest, Mono<CustomerIoResponse>> answer) {
		return argumentSet(name, answer);
	}

	@ParameterizedTest
	@MethodSource("weather")
	void outageCostsNoOperationAndFewRequests(Function<CustomerIoRequest, Mono<CustomerIoResponse>> weather) {
		List<String> arrived = new ArrayList<>();
		this.stub.behaviour = weather;
		MemoryQueue queue = this.fixture.queue(100, 10, 10_000);
		List<CompletableFuture<Void>> outcomes = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			outcomes.add(queue.add(person("p" + i)));
		}
		for (int i = 0; i < 60; i++) {
			outcomes.add(queue.add(person("late" + i)));
			this.fixture.advance(1000);
		}
		assertThat(outcomes).noneMatch(CompletableFuture::isDone);
		assertThat(this.stub.requests).hasSizeLessThanOrEqualTo(30);
		assertThat(queue.stats().hold()).satisfies((hold) -> {
			assertThat(hold.duration()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
			assertThat(hold.attempts()).isBetween(5, 15);
			assertThat(hold.reason()).isNotEmpty();
		});
		long back = this.fixture.millis();
		this.stub.behaviour = (request) -> {
			arrived.addAll(StubTransport.people(request));
			return Mono.just(StubTransport.OK);
		};
		this.fixture.advance(30_000); // the longest wait of a probe
		assertThat(outcomes).allMatch((outcome) -> outcome.isDone() && !outcome.isCompletedExceptionally());
		assertThat(arrived).hasSize(5060).doesNotHaveDuplicates();
		assertThat(this.fixture.letters).isEmpty();
		assertThat(queue.stats().hold()).isNull();
		assertThat(this.fixture.millis() - back).isLessThanOrEqualTo(30_000);
	}

	@Test
	void whileItHoldsItAsksWithOneOperationAtAGrowingPace() {
		List<Long> times = new ArrayList<>();
		List<Integer> sizes = new ArrayList<>();
		this.stub.behaviour = (request) -> {
			times.add(this.fixture.millis());
			sizes.add(StubTransport.people(request).size());
			return status(request, 503);
		};
		MemoryQueue queue = this.fixture.queue(2, 1, 100);
		add(queue, "1", "2", "3", "4");
		this.fixture.advance(200_000);
		assertThat(times.subList(0, 12)).containsExactly(0L, 100L, 300L, 700L, 1500L, 3100L, 6300L, 12_700L, 25_500L,
				51_100L, 81_100L, 111_100L);
		assertThat(sizes.subList(1, sizes.size())).containsOnly(1);
	}

	@Test
	void askingIsNoSoonerThanCustomerIoWants() {
		this.stub.behaviour = (request) -> Mono
			.error(new CustomerIoThrottledException(request, List.of(), Duration.ofSeconds(7), false));
		MemoryQueue queue = this.fixture.queue(1, 1, 100);
		add(queue, "1");
		this.fixture.advance(6999);
		assertThat(this.stub.requests).hasSize(1);
		this.fixture.advance(1);
		assertThat(this.stub.requests).hasSize(2);
	}

	@Test
	void askingDoesNotWaitForAnImplausibleTime() {
		this.stub.behaviour = (request) -> Mono
			.error(new CustomerIoThrottledException(request, List.of(), Duration.ofDays(1_000_000), false));
		MemoryQueue queue = this.fixture.queue(1, 1, 100);
		add(queue, "1");
		this.fixture.advance(Duration.ofMinutes(5).toMillis());
		assertThat(this.stub.requests).hasSize(2);
	}

	@Test
	void eachIdentityKeepsItsOrderThroughAnOutage() {
		List<String> arrived = new ArrayList<>();
		this.stub.behaviour = (request) -> status(request, 500);
		MemoryQueue queue = this.fixture.queue(3, 2, 100);
		for (int i = 0; i < 20; i++) {
			queue.add(person("p" + i % 3, i + 1));
		}
		this.fixture.advance(60_000);
		this.stub.behaviour = (request) -> {
			arrived.add(request.bodyAsString());
			return Mono.just(StubTransport.OK);
		};
		this.fixture.advance(60_000);
		String all = String.join("", arrived);
		for (int i = 0; i + 3 < 20; i++) {
			assertThat(all.indexOf('"' + "x".repeat(i + 1) + '"')).isBetween(0,
					all.indexOf('"' + "x".repeat(i + 4) + '"'));
		}
	}

	@Test
	void badOperationAtTheFrontKeepsNobodyFromAsking() {
		this.stub.behaviour = (request) -> StubTransport.people(request).contains("poison") ? status(request, 500)
				: Mono.just(StubTransport.OK);
		MemoryQueue queue = this.fixture.queue(10, 1, 100);
		add(queue, "poison");
		this.fixture.advance(3600_000);
		CompletableFuture<Void> next = queue.add(person("next"));
		this.fixture.advance(60_000);
		assertThat(next).isCompletedWithValue(null);
	}

	@Test
	void batchThatFailsWhileOthersAreAcceptedGoesAgainAtOnce() {
		MemoryQueue queue = this.fixture.queue(1, 2, 100);
		add(queue, "1", "2");
		this.stub.accept(1);
		this.stub.answers.get(0)
			.tryEmitError(new CustomerIoResponseException(this.stub.requests.get(0), 503, List.of(), null));
		assertThat(this.stub.people(2)).containsExactly("1");
		assertThat(queue.stats().hold()).isNull();
	}

	@Test
	void logTellsOnceThenEachMinuteThenWhenItIsOver() {
		try (QueueLogs logs = new QueueLogs()) {
			this.stub.behaviour = (request) -> status(request, 503);
			MemoryQueue queue = this.fixture.queue(10, 1, 1000);
			add(queue, "1", "2", "3");
			this.fixture.advance(150_000);
			this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
			this.fixture.advance(30_000);
			assertThat(logs.messages()).hasSize(4);
			assertThat(logs.messages().get(0)).contains("The queue holds", "3 operations wait", "503");
			assertThat(logs.messages().get(3)).contains("The queue goes on", "asked");
		}
	}

	@Test
	void statsTellTheAgeOfTheOldestUntilItHasItsOutcome() {
		this.stub.behaviour = (request) -> status(request, 503);
		MemoryQueue queue = this.fixture.queue(10, 1, 1000);
		assertThat(queue.stats().oldest()).isZero();
		add(queue, "1");
		this.fixture.advance(60_000);
		add(queue, "2");
		this.fixture.advance(5_000);
		assertThat(queue.stats().oldest()).isEqualTo(Duration.ofSeconds(65));
		this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
		this.fixture.advance(60_000);
		assertThat(queue.stats().oldest()).isZero();
	}

	@Test
	void stumbleIsNotWorthALine() {
		try (QueueLogs logs = new QueueLogs()) {
			MemoryQueue queue = this.fixture.queue(10, 1, 1000);
			add(queue, "1");
			this.fixture.advance(50);
			this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
			this.stub.answers.get(0)
				.tryEmitError(new CustomerIoResponseException(this.stub.requests.get(0), 503, List.of(), null));
			this.fixture.advance(100);
			assertThat(queue.stats().sent()).isOne();
			assertThat(logs.messages()).isEmpty();
		}
	}

	@Test
	void operationThatBecomesTooOldEndsAndSaysWhy() {
		this.fixture.maxAge = Duration.ofMinutes(10);
		this.stub.behaviour = (request) -> status(request, 503);
		MemoryQueue queue = this.fixture.queue(10, 1, 1000);
		CompletableFuture<Void> old = queue.add(person("1"));
		CompletableFuture<Void> behind = queue.add(person("1"));
		this.fixture.advance(Duration.ofMinutes(5).toMillis());
		CompletableFuture<Void> young = queue.add(person("2"));
		this.fixture.advance(Duration.ofMinutes(6).toMillis());
		assertThat(List.of(old, behind)).allMatch(CompletableFuture::isCompletedExceptionally);
		assertThat(young).isNotDone();
		assertThat(this.fixture.letters).hasSize(2).allSatisfy((letter) -> {
			assertThat(((CustomerIoNotSentException) letter.reason()).getReason()).isEqualTo(Reason.TOO_OLD);
			assertThat(letter.reason()).hasCauseInstanceOf(CustomerIoResponseException.class);
		});
		assertThat(this.fixture.letters.get(0).attempts()).isPositive();
		assertThat(this.fixture.letters.get(0).age()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void operationEndsWhenItIsTooOldThoughNothingMoves(boolean paused) {
		this.fixture.maxAge = Duration.ofMinutes(10);
		this.stub.behaviour = (request) -> Mono.never();
		MemoryQueue queue = this.fixture.queue(1, 1, 1000);
		if (paused) {
			queue.pause();
		}
		queue.add(person("under way"));
		queue.add(person("1"));
		this.fixture.advance(Duration.ofMinutes(5).toMillis());
		queue.add(person("2"));
		this.fixture.advance(Duration.ofMinutes(5).toMillis() - 1);
		assertThat(this.fixture.letters).isEmpty();
		this.fixture.advance(1);
		assertThat(this.fixture.letters).hasSize(paused ? 2 : 1);
		this.fixture.advance(Duration.ofMinutes(5).toMillis());
		assertThat(this.fixture.letters).hasSize(paused ? 3 : 2);
	}

	@Test
	void timersForTheAgeDoNotPileUp() {
		LongTimers timers = new LongTimers(this.fixture.time);
		this.fixture.scheduler = timers;
		this.stub.behaviour = (request) -> Mono.just(StubTransport.OK);
		MemoryQueue queue = this.fixture.queue(10, 1, 1000);
		for (int i = 0; i < 1000; i++) {
			queue.add(person("p" + i));
			this.fixture.advance(60);
		}
		assertThat(queue.stats().sent()).isEqualTo(1000);
		assertThat(timers.count).isOne();
	}

	@Test
	void refusalOfOurOwnAtTheShutdownIsNoSignOfTheWeather() {
		try (QueueLogs logs = new QueueLogs()) {
			this.stub.behaviour = (request) -> Mono
				.error(new CustomerIoNotSentException(Reason.SHUTTING_DOWN, "the application shuts down"));
			MemoryQueue queue = this.fixture.queue(10, 1, 1000);
			queue.add(person("1"));
			queue.stop(() -> {
			});
			this.fixture.advance(10_000);
			assertThat(logs.messages()).isEmpty();
		}
	}

	@Test
	void refusalOfOurOwnDoesNotHideWhyAllHold() {
		this.stub.behaviour = (request) -> status(request, 503);
		MemoryQueue queue = this.fixture.queue(10, 1, 1000);
		queue.add(person("1"));
		this.fixture.advance(1000);
		QueueStats.Hold before = Objects.requireNonNull(queue.stats().hold());
		this.stub.behaviour = (request) -> Mono
			.error(new CustomerIoNotSentException(Reason.SHUTTING_DOWN, "the application shuts down"));
		this.fixture.advance(60_000);
		QueueStats.Hold hold = Objects.requireNonNull(queue.stats().hold());
		assertThat(hold.reason()).isEqualTo(before.reason());
		assertThat(hold.attempts()).isEqualTo(before.attempts());
	}

	@Test
	void operationWithoutCredentialsEndsAtOnce() {
		this.stub.behaviour = (request) -> Mono
			.error(new CustomerIoNotSentException(Reason.NO_CREDENTIALS, "no credentials"));
		MemoryQueue queue = this.fixture.queue(10, 1, 1000);
		CompletableFuture<Void> outcome = queue.add(person("1"));
		this.fixture.advance(50);
		assertThat(outcome).isCompletedExceptionally();
		assertThat(queue.stats().hold()).isNull();
	}

	static Mono<CustomerIoResponse> status(CustomerIoRequest request, int status) {
		return Mono.error(new CustomerIoResponseException(request, status, List.of(), null));
	}

	private static CustomerIoResponse answer(String body) {
		return new CustomerIoResponse(200, HttpHeaders.EMPTY, body.getBytes());
	}

	/** Counts the timers of an hour and more. */
	private static final class LongTimers implements Scheduler {

		private final Scheduler scheduler;

		private int count;

		LongTimers(Scheduler scheduler) {
			this.scheduler = scheduler;
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.scheduler.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			this.count += (unit.toHours(delay) > 0) ? 1 : 0;
			return this.scheduler.schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return this.scheduler.createWorker();
		}

	}

}
