package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BatchListener;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.ImportProgress;
import io.github.customeriospring.queue.ImportResult;
import io.github.customeriospring.queue.dispatch.Dispatcher.Surroundings;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class BatchingImporterTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final StubTransport transport = new StubTransport();

	private final List<ImportResult> results = new ArrayList<>();

	private final List<Long> waitedMillis = new ArrayList<>();

	private Executor outcomes = Runnable::run;

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void importAllSendsNothingBeforeSubscription() {
		importer(50).importAll(people(3));
		assertThat(this.transport.requests).isEmpty();
	}

	@Test
	void importAllFillsItsBatchesAndSendsTheRestAtOnce() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		importer(50).importAll(people(25)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.transport.requests).hasSize(3)
			.allSatisfy((request) -> assertThat(request.priority()).isEqualTo(Priority.BULK));
		assertThat(this.transport.people(2)).hasSize(5);
		assertThat(this.results).hasSize(25).allMatch(ImportResult::isAccepted);
	}

	@Test
	void importAllKeepsItsOwnRate() {
		List<Long> times = new ArrayList<>();
		this.transport.behaviour = (request) -> {
			times.add(this.time.now(TimeUnit.MILLISECONDS));
			return Mono.just(StubTransport.OK);
		};
		importer(10).importAll(people(50)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(times).hasSize(5);
		assertThat(times.get(4) - times.get(0)).isGreaterThanOrEqualTo(400);
	}

	@Test
	void listenerIsToldHowLongEachRequestWaitsForTheImportsRate() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		importer(10).importAll(people(50)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		// two at a time, so each starts to wait when the one before the last goes
		assertThat(this.waitedMillis).containsExactly(0L, 100L, 200L, 200L, 200L);
	}

	@Test
	void listenerIsToldTheWholeWaitWhereThePermitIsTooFarAwayToReserve() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		importer(10, Duration.ZERO).importAll(people(30)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.waitedMillis).containsExactly(0L, 100L, 200L);
	}

	@Test
	void importAllAsksForNoMoreThanItCanHold() {
		AtomicLong asked = new AtomicLong();
		importer(50).importAll(people(10_000).doOnNext((operation) -> asked.incrementAndGet()))
			.subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		// 2 requests of 10 under way and packed ones for 2 more
		assertThat(asked).hasValue(40);
		assertThat(this.transport.requests).hasSize(2);
	}

	@Test
	void failingOperationDoesNotStopTheOthers() {
		this.transport.behaviour = (request) -> StubTransport.people(request).contains("p3")
				? Mono.error(new CustomerIoResponseException(request, 400, List.of(CustomerIoError.of("no")), null))
				: Mono.just(StubTransport.OK);
		importer(1000).importAll(people(30)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.results).hasSize(30)
			.filteredOn((result) -> !result.isAccepted())
			.singleElement()
			.satisfies((result) -> {
				assertThat(result.index()).isEqualTo(3);
				assertThat(result.failure()).hasMessageContaining("no");
			});
	}

	@Test
	void importAllAsksForMoreOnlyAsResultsAreTaken() {
		AtomicLong asked = new AtomicLong();
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		importer(50).importAll(people(10_000).doOnNext((operation) -> asked.incrementAndGet()))
			.subscribe(new BaseSubscriber<>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					// takes nothing
				}

			});
		this.time.advanceTimeBy(Duration.ofSeconds(60));
		assertThat(asked).hasValue(40);
	}

	@Test
	void errorOfTheSourceIsToldAfterTheResultsOfWhatCameBefore() {
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		List<Throwable> errors = new ArrayList<>();
		importer(50).importAll(people(15).concatWith(Mono.error(new IllegalStateException("broken file"))))
			.subscribe(this.results::add, errors::add);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.results).hasSize(15);
		assertThat(errors).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void cancelledImportSendsNothingMore() {
		Disposable running = importer(50).importAll(people(100)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		running.dispose();
		this.transport.accept(0);
		this.transport.accept(1);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.transport.requests).hasSize(2);
	}

	@Test
	void cancelledImportWhoseSourceHasEndedSendsNothingMore() {
		Disposable running = importer(50).importAll(people(40)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		running.dispose();
		this.transport.answers.forEach((answer) -> answer.tryEmitValue(StubTransport.OK));
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.transport.requests).hasSize(2);
	}

	@Test
	void cancelledImportGivesUpRequestsThatWaitForTheirTurn() {
		Disposable running = importer(1).importAll(people(20)).subscribe(this.results::add);
		running.dispose();
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.transport.requests).hasSize(1);
		assertThat(this.transport.answers.get(0).currentSubscriberCount()).isZero();
	}

	@Test
	void remainingIsUnknownBeforeTimeHasPassed() {
		assertThat(new ImportProgress(1, 0, 1, Duration.ZERO, 10).remaining()).isNull();
	}

	@Test
	void progressIsReportedAtIntervalsAndAtTheEnd() {
		List<ImportProgress> progress = new ArrayList<>();
		importer(50).importWithProgress(people(30), 30, Duration.ofSeconds(1), this.results::add)
			.subscribe(progress::add);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		this.transport.accept(0);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(progress).hasSize(2);
		assertThat(progress.get(1).done()).isEqualTo(10);
		assertThat(progress.get(1).rate()).isEqualTo(5);
		assertThat(progress.get(1).remaining()).isEqualTo(Duration.ofSeconds(4));
		this.transport.accept(1);
		this.transport.accept(2);
		assertThat(progress).hasSize(3);
		assertThat(progress.get(2).done()).isEqualTo(30);
		assertThat(progress.get(2).requests()).isEqualTo(3);
		assertThat(this.results).hasSize(30);
	}

	@Test
	void outageCostsAnImportNothing() {
		this.stub503();
		importer(50).importAll(people(1000)).subscribe(this.results::add);
		this.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(this.transport.requests).hasSizeLessThan(20);
		assertThat(this.results).isEmpty();
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		this.time.advanceTimeBy(Duration.ofSeconds(40));
		assertThat(this.results).hasSize(1000).allMatch(ImportResult::isAccepted);
	}

	@Test
	void importThatGetsNothingThroughEndsWithAnErrorAndNotWithFailures() {
		AtomicLong asked = new AtomicLong();
		List<Throwable> errors = new ArrayList<>();
		this.stub503();
		importer(50).importAll(people(10_000).doOnNext((operation) -> asked.incrementAndGet()))
			.subscribe(this.results::add, errors::add);
		this.time.advanceTimeBy(Duration.ofMinutes(14));
		assertThat(errors).isEmpty();
		this.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(errors).singleElement()
			.isInstanceOfSatisfying(CustomerIoNotSentException.class,
					(ex) -> assertThat(ex.getReason()).isEqualTo(CustomerIoNotSentException.Reason.WAIT_TOO_LONG))
			.asString()
			.contains("503");
		assertThat(this.results).isEmpty();
		assertThat(asked).hasValue(40);
	}

	@Test
	void importThatMeetsAShutdownEndsWithAnErrorAfterWhatIsUnderWay() {
		AtomicLong asked = new AtomicLong();
		List<Throwable> errors = new ArrayList<>();
		AtomicLong stopped = new AtomicLong();
		BatchingImporter importer = importer(50);
		importer.importAll(people(10_000).doOnNext((operation) -> asked.incrementAndGet()))
			.subscribe(this.results::add, errors::add);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		importer.stop(stopped::incrementAndGet);
		assertThat(stopped).hasValue(0);
		this.transport.accept(0);
		assertThat(errors).isEmpty();
		this.transport.accept(1);
		assertThat(errors).singleElement()
			.isInstanceOfSatisfying(CustomerIoNotSentException.class,
					(ex) -> assertThat(ex.getReason()).isEqualTo(CustomerIoNotSentException.Reason.SHUTTING_DOWN));
		assertThat(this.results).hasSize(20).allMatch(ImportResult::isAccepted);
		this.time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(stopped).hasValue(1);
		assertThat(asked).hasValue(40);
	}

	@Test
	void importWhoseLastRequestIsNotAnsweredEndsAtTheDeadlineOfTheShutdown() {
		List<Throwable> errors = new ArrayList<>();
		AtomicLong stopped = new AtomicLong();
		BatchingImporter importer = importer(50);
		importer.importAll(people(100)).subscribe(this.results::add, errors::add);
		importer.stop(stopped::incrementAndGet);
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(errors).hasSize(1);
		assertThat(this.results).isEmpty();
		assertThat(stopped).hasValue(1);
		importer.importAll(people(100)).subscribe(this.results::add, errors::add);
		assertThat(errors).hasSize(2);
	}

	@Test
	void importWhoseKeyWasNeverAcceptedEndsAtOnce() {
		List<Throwable> errors = new ArrayList<>();
		stub(401);
		importer(50).importAll(people(1000)).subscribe(this.results::add, errors::add);
		this.time.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(errors).singleElement()
			.isInstanceOfSatisfying(CustomerIoNotSentException.class,
					(ex) -> assertThat(ex.getReason()).isEqualTo(CustomerIoNotSentException.Reason.NO_CREDENTIALS));
		assertThat(this.results).isEmpty();
	}

	@Test
	void importWhoseKeyIsRefusedInTheMiddleHolds() {
		List<Throwable> errors = new ArrayList<>();
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		importer(1).importAll(people(1000)).subscribe(this.results::add, errors::add);
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.results).isNotEmpty().hasSizeLessThan(1000);
		stub(401);
		this.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(errors).isEmpty();
		this.transport.behaviour = (request) -> Mono.just(StubTransport.OK);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.results).hasSize(1000).allMatch(ImportResult::isAccepted);
	}

	@Test
	void importThatLosesCountFailsLoudly() {
		this.transport.behaviour = (request) -> Mono.delay(Duration.ofMillis(100), this.time)
			.thenReturn(StubTransport.OK);
		this.outcomes = (task) -> {
			task.run();
			task.run();
		};
		List<Throwable> errors = new ArrayList<>();
		importer(1000).importAll(people(15)).subscribe((result) -> {
		}, errors::add);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(errors).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void importThatBeginsDuringAShutdownFailsAndIsNotWaitedFor() {
		BatchingImporter importer = importer(1000);
		importer.importAll(people(10)).subscribe(this.results::add, (ex) -> {
		});
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		AtomicInteger stopped = new AtomicInteger();
		importer.stop(stopped::incrementAndGet);
		List<Throwable> errors = new ArrayList<>();
		importer.importAll(people(15)).subscribe(null, errors::add);
		assertThat(errors).singleElement().isInstanceOf(CustomerIoNotSentException.class);
		this.transport.accept(0);
		this.time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(stopped).hasValue(1);
		assertThat(this.results).hasSize(10);
		assertThat(this.transport.requests).hasSize(1);
	}

	private void stub503() {
		stub(503);
	}

	private void stub(int status) {
		this.transport.behaviour = (request) -> Mono
			.error(new CustomerIoResponseException(request, status, List.of(), null));
	}

	private BatchingImporter importer(int rate) {
		return importer(rate, Duration.ofMinutes(1));
	}

	private BatchingImporter importer(int rate, Duration timeout) {
		RateLimiter limiter = RateLimiter.of("bulk",
				RateLimiterConfig.custom()
					.limitForPeriod(1)
					.limitRefreshPeriod(Duration.ofMillis(1000 / rate))
					.timeoutDuration(timeout)
					.build(),
				() -> this.time.now(TimeUnit.NANOSECONDS));
		return new BatchingImporter(this.transport,
				new BatchSettings(10, 40_000, Duration.ofMillis(50), 2, Duration.ofDays(1)), limiter,
				Duration.ofMinutes(15), new CustomerIoLifecycle(Duration.ofSeconds(20)),
				new Surroundings(this.time, () -> this.time.now(TimeUnit.NANOSECONDS), () -> 0.0, this.outcomes),
				new BatchListener() {

					@Override
					public void sending(int operations) {
					}

					@Override
					public void paced(long waitedNanos) {
						BatchingImporterTests.this.waitedMillis.add(TimeUnit.NANOSECONDS.toMillis(waitedNanos));
					}

				}, null);
	}

	private static Flux<TrackOperation> people(int count) {
		return Flux.range(0, count).map((i) -> TrackOperation.person(Identifier.id("p" + i)).delete());
	}

}
