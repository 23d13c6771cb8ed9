package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Departure;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class WaitingLineTests {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<String> sent = new ArrayList<>();

	private final AtomicInteger refused = new AtomicInteger();

	private final Lines lines = Lines.exact(this.time);

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void passSendsNothingBeforeSubscription() {
		WaitingLine line = line(1);
		line.pass(request("a"), exchange("a"));
		assertThat(this.sent).isEmpty();
	}

	@Test
	void passSendsAtOnceUpToTheLimitAndTheRestInOrder() {
		WaitingLine line = line(2);
		IntStream.range(0, 6).forEach((i) -> pass(line, "c" + i));
		assertThat(this.sent).containsExactly("c0", "c1");
		assertThat(line.control.waiting()).isEqualTo(4);
		advance(1000);
		assertThat(this.sent).containsExactly("c0", "c1", "c2", "c3");
		advance(1000);
		assertThat(this.sent).containsExactly("c0", "c1", "c2", "c3", "c4", "c5");
		assertThat(line.control.waiting()).isZero();
		assertThat(line.control.inFlight()).isZero();
	}

	@Test
	void passWhenCancelledWhileWaitingIsNeverSentAndCostsNoPermit() {
		WaitingLine line = line(1);
		pass(line, "first");
		Disposable second = pass(line, "second");
		pass(line, "third");
		second.dispose();
		assertThat(line.control.waiting()).isOne();
		advance(1000);
		assertThat(this.sent).containsExactly("first", "third");
	}

	@Test
	void passWhenTimedOutWhileWaitingIsNeverSent() {
		WaitingLine line = line(1);
		pass(line, "first");
		List<Throwable> errors = new ArrayList<>();
		line.pass(request("second"), exchange("second"))
			.timeout(Duration.ofMillis(50), this.time)
			.subscribe((response) -> {
			}, errors::add);
		advance(5000);
		assertThat(errors).hasSize(1);
		assertThat(this.sent).containsExactly("first");
	}

	@Test
	void permitWhoseCallersAreAllGoneIsKeptForTheNextOne() {
		WaitingLine line = line(1);
		pass(line, "first");
		pass(line, "second").dispose();
		advance(1000);
		pass(line, "third");
		assertThat(this.sent).containsExactly("first", "third");
	}

	@Test
	void passWhenCancelledInFlightCancelsTheExchangeAndFreesItsPlace() {
		this.lines.bounds(100, Duration.ofMinutes(1), 1);
		WaitingLine line = line(10);
		AtomicInteger cancelled = new AtomicInteger();
		Disposable first = line
			.pass(request("first"), Mono.<CustomerIoResponse>never().doOnCancel(cancelled::incrementAndGet))
			.subscribe();
		pass(line, "second");
		assertThat(this.sent).isEmpty();
		first.dispose();
		assertThat(cancelled).hasValue(1);
		assertThat(this.sent).containsExactly("second");
	}

	@Test
	void passHoldsBackWhatIsMoreThanMaxInFlight() {
		this.lines.bounds(100, Duration.ofMinutes(1), 2);
		WaitingLine line = line(10);
		Sinks.One<CustomerIoResponse> answer = Sinks.one();
		line.pass(request("a"), answer.asMono()).subscribe();
		line.pass(request("b"), Mono.never()).subscribe();
		pass(line, "c");
		assertThat(this.sent).isEmpty();
		assertThat(line.control.inFlight()).isEqualTo(2);
		answer.tryEmitValue(OK);
		assertThat(this.sent).containsExactly("c");
	}

	@Test
	void interactiveCallsGoFirstAndBulkGetsATenth() {
		WaitingLine line = line(1);
		pass(line, "first");
		IntStream.range(0, 5).forEach((i) -> pass(line, request("bulk" + i).withPriority(Priority.BULK)));
		IntStream.range(0, 5).forEach((i) -> pass(line, request("queued" + i).withPriority(Priority.QUEUED)));
		IntStream.range(0, 20).forEach((i) -> pass(line, "live" + i));
		IntStream.range(0, 19).forEach((i) -> advance(1000));
		assertThat(this.sent).hasSize(20);
		assertThat(this.sent.stream().filter((name) -> name.startsWith("bulk"))).containsExactly("bulk0", "bulk1");
		assertThat(this.sent.stream().filter((name) -> name.startsWith("queued"))).containsExactly("queued0",
				"queued1");
		assertThat(this.sent.stream().filter((name) -> name.startsWith("live"))).isSortedAccordingTo(
				(a, b) -> Integer.compare(Integer.parseInt(a.substring(4)), Integer.parseInt(b.substring(4))));
	}

	@Test
	void callThatComesBackGoesBeforeNewOnes() {
		WaitingLine line = line(1);
		pass(line, "first");
		pass(line, "new");
		pass(line, request("back").withAttempt(2));
		advance(1000);
		assertThat(this.sent).containsExactly("first", "back");
	}

	@Test
	void passWhenTheLineIsFullFailsAtOnce() {
		this.lines.bounds(2, Duration.ofMinutes(1), 100);
		WaitingLine line = line(1);
		IntStream.range(0, 3).forEach((i) -> pass(line, "c" + i));
		StepVerifier.create(line.pass(request("late"), exchange("late")))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class)
				.hasMessageContaining("the line is full, 2 calls wait")
				.hasMessageContaining("'customerio.rate-limit.track' has 'capacity' 2"))
			.verify(Duration.ofSeconds(10));
		assertThat(this.refused).hasValue(1);
		pass(line, request("back").withAttempt(2));
		assertThat(line.control.waiting()).isEqualTo(3);
	}

	@Test
	void passWhenTheWaitWouldBeTooLongFailsAtOnceAndSaysWhy() {
		this.lines.bounds(100, Duration.ofMillis(2500), 100);
		WaitingLine line = line(1);
		IntStream.range(0, 3).forEach((i) -> pass(line, "c" + i));
		StepVerifier.create(line.pass(request("late"), exchange("late")))
			.expectErrorSatisfies((ex) -> assertThat(reason(ex)).isEqualTo(Reason.WAIT_TOO_LONG))
			.verify(Duration.ofSeconds(10));
		assertThat(this.refused).hasValue(1);
	}

	@Test
	void passWhenTheBodiesOfThoseThatWaitAreTooLargeFailsAtOnce() {
		this.lines.admission = new Admission(100, 1000, Duration.ofMinutes(1), 100);
		WaitingLine line = line(1);
		IntStream.range(0, 4).forEach((i) -> pass(line, CustomerIoRequest.track("c" + i, "/x", new byte[300])));
		assertThat(line.control.fillLevel()).isEqualTo(0.9);
		StepVerifier.create(line.pass(CustomerIoRequest.track("late", "/x", new byte[300]), exchange("late")))
			.expectErrorSatisfies((ex) -> assertThat(reason(ex)).isEqualTo(Reason.LINE_FULL))
			.verify(Duration.ofSeconds(10));
		pass(line, CustomerIoRequest.track("queued", "/x", new byte[5000]).withPriority(Priority.QUEUED));
		advance(4000);
		assertThat(this.sent).containsExactly("c0", "c1", "c2", "c3", "queued");
		assertThat(line.control.fillLevel()).isZero();
	}

	@Test
	void passWhileTheLimitIsLoweredIsJudgedByTheLimitThatIsSet() {
		this.lines.bounds(1000, Duration.ofSeconds(3), 100);
		WaitingLine line = line(100);
		for (int i = 0; i < 3; i++) {
			pass(line, request("waits"));
			fail(line, throttled(null));
		}
		line.limiter.changeLimitForPeriod(100);
		IntStream.range(0, 200).forEach((i) -> pass(line, "c" + i));
		assertThat(this.refused).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "429", "in flight", "operator" })
	void passWhenItHasWaitedForMaxWaitIsToldWhateverTheReason(String reason) {
		this.lines.bounds(100, Duration.ofSeconds(10), 1);
		WaitingLine line = line(10);
		if (reason.equals("429")) {
			pass(line, "early");
			pass(line, "in flight");
		}
		List<Throwable> errors = new ArrayList<>();
		if (reason.equals("in flight")) {
			line.pass(request("slow"), Mono.never()).subscribe();
		}
		if (reason.equals("operator")) {
			line.control.pause();
		}
		if (reason.equals("429")) {
			line.pass(request("slow"),
					Mono.delay(Duration.ofSeconds(1), this.time).then(Mono.error(throttled(Duration.ofMinutes(4)))))
				.subscribe((response) -> {
				}, (ex) -> {
				});
		}
		line.pass(request("waits"), exchange("waits")).subscribe((response) -> {
		}, errors::add);
		advance(3000);
		pass(line, request("batch").withPriority(Priority.QUEUED));
		advance(6999);
		assertThat(errors).isEmpty();
		advance(1);
		assertThat(errors).singleElement()
			.satisfies((ex) -> assertThat(reason(ex)).isEqualTo(Reason.WAIT_TOO_LONG))
			.asString()
			.contains("waits", "10000 ms so far", "'max-wait' 10000 ms");
		advance(60_000);
		assertThat(errors).hasSize(1);
		assertThat(line.control.waiting()).as("the batch goes on waiting").isOne();
	}

	@Test
	void callThatComesBackAfterARefusalGoesBeforeNewerOnesWhenThePauseIsOver() {
		WaitingLine line = line(10);
		CustomerIoRequest refused = request("refused");
		line.pass(refused, Mono.error(throttled(Duration.ofSeconds(2))))
			.onErrorResume((ex) -> line.pass(refused.withAttempt(2), exchange("refused")))
			.subscribe();
		pass(line, "newer");
		advance(1999);
		assertThat(this.sent).isEmpty();
		advance(1);
		assertThat(this.sent).startsWith("refused");
		advance(1000);
		assertThat(this.sent).containsExactly("refused", "newer");
	}

	@Test
	void callThatComesBackIsNotRefusedForAFullLineButForAPauseThatIsTooLong() {
		this.lines.bounds(1, Duration.ofSeconds(10), 100);
		WaitingLine line = line(1);
		pass(line, "first");
		pass(line, "second");
		pass(line, request("back").withAttempt(2));
		assertThat(line.control.waiting()).isEqualTo(2);
		advance(5000);
		fail(line, throttled(Duration.ofSeconds(11)));
		StepVerifier.create(line.pass(request("back").withAttempt(2), exchange("back")))
			.expectErrorSatisfies((ex) -> assertThat(reason(ex)).isEqualTo(Reason.WAIT_TOO_LONG))
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void successThatPausesTheQuotaIsToldLikeARefusal(CapturedOutput output) {
		WaitingLine line = line(10);
		line.pass(request("last"),
				Mono.just(new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0], Duration.ofSeconds(3))))
			.subscribe();
		assertThat(output).contains("Customer.io pauses quota track for 3000 ms (X-RateLimit-Remaining: 0)");
		assertThat(line.control.pauseReason()).isEqualTo("X-RateLimit-Remaining: 0");
	}

	@Test
	void manyCallsThatWaitTakeOneTimer() {
		WaitingLine line = line(1);
		IntStream.range(0, 50).forEach((i) -> pass(line, "c" + i));
		assertThat(this.time.getScheduledTaskCount()).isEqualTo(1);
		IntStream.range(0, 20).forEach((i) -> advance(1000));
		assertThat(this.time.getScheduledTaskCount()).isLessThan(2 + 22);
	}

	@Test
	void throttledCallPausesEverybodyForRetryAfter() {
		WaitingLine line = line(10);
		IntStream.range(0, 5).forEach((i) -> pass(line, "c" + i));
		this.sent.clear();
		fail(line, throttled(Duration.ofSeconds(7)));
		pass(line, "a");
		pass(line, "b");
		assertThat(line.control.pauseRemaining()).isEqualTo(Duration.ofSeconds(7));
		advance(6999);
		assertThat(this.sent).isEmpty();
		advance(1);
		assertThat(this.sent).containsExactly("a");
		// the limit is lowered to 5 now and its permits are spread over half of the
		// window
		advance(100);
		assertThat(this.sent).containsExactly("a", "b");
	}

	@Test
	void throttledCallThatSaysNothingPausesForTheBackoffWhichGrowsUntilOneIsAccepted() {
		WaitingLine line = line(10);
		fail(line, throttled(null));
		assertThat(line.control.pauseRemaining()).isEqualTo(Duration.ofSeconds(1));
		advance(1000);
		fail(line, throttled(null));
		assertThat(line.control.pauseRemaining()).isEqualTo(Duration.ofSeconds(2));
		advance(2000);
		pass(line, "accepted");
		advance(2000);
		fail(line, throttled(null));
		assertThat(line.control.pauseRemaining()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void answerThatSaysThatNothingIsLeftPausesUntilTheReset() {
		WaitingLine line = line(10);
		line.pass(request("last"),
				Mono.just(new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0], Duration.ofSeconds(3))))
			.subscribe();
		pass(line, "next");
		advance(2999);
		assertThat(this.sent).isEmpty();
		advance(1);
		assertThat(this.sent).containsExactly("next");
	}

	@Test
	void callsThatLeftBeforeThePauseDoNotMakeItLonger() {
		WaitingLine line = line(10);
		Sinks.One<CustomerIoResponse> early = Sinks.one();
		line.pass(request("early"), early.asMono()).subscribe((response) -> {
		}, (ex) -> {
		});
		advance(5);
		fail(line, throttled(null));
		advance(400);
		early.tryEmitError(throttled(null));
		assertThat(line.control.pauseRemaining()).isEqualTo(Duration.ofMillis(600));
	}

	@Test
	void timeoutOrDailyQuotaPausesNobody() {
		WaitingLine line = line(10);
		fail(line, new CustomerIoNoResponseException(request("x"), new IllegalStateException("timeout"), true));
		fail(line, new CustomerIoThrottledException(request("x"), List.of(), null, true));
		assertThat(line.control.pauseRemaining()).isZero();
		pass(line, "next");
		assertThat(this.sent).containsExactly("next");
	}

	@Test
	void contextOfTheCallerReachesTheExchange() {
		WaitingLine line = line(1);
		pass(line, "first");
		List<String> seen = new ArrayList<>();
		line.pass(request("second"), Mono.deferContextual((context) -> {
			seen.add(context.get("user"));
			Departure.from(context).leaves();
			return Mono.just(OK);
		})).contextWrite((context) -> context.put("user", "Ada")).subscribe();
		advance(1000);
		assertThat(seen).containsExactly("Ada");
	}

	@Test
	void limiterOfResilience4jWorksToo() {
		RateLimiter stock = RateLimiter.of("stock",
				RateLimiterConfig.custom()
					.limitForPeriod(2)
					.limitRefreshPeriod(Duration.ofSeconds(1))
					.timeoutDuration(Duration.ofMillis(10))
					.build(),
				this::nanos);
		WaitingLine line = line(stock);
		IntStream.range(0, 6).forEach((i) -> pass(line, "c" + i));
		assertThat(this.sent).containsExactly("c0", "c1");
		IntStream.range(0, 10).forEach((i) -> advance(500));
		assertThat(this.sent).containsExactly("c0", "c1", "c2", "c3", "c4", "c5");
	}

	@Test
	void permitOfResilience4jThatNobodyUsedIsNotKeptForALaterPeriod() {
		WaitingLine line = line(RateLimiter.of("stock",
				RateLimiterConfig.custom()
					.limitForPeriod(1)
					.limitRefreshPeriod(Duration.ofSeconds(1))
					.timeoutDuration(Duration.ofSeconds(10))
					.build(),
				this::nanos));
		pass(line, "first");
		pass(line, "second").dispose();
		advance(5500);
		pass(line, "third");
		pass(line, "fourth");
		assertThat(this.sent).containsExactly("first", "third");
		advance(500);
		assertThat(this.sent).containsExactly("first", "third", "fourth");
	}

	@Test
	void closeTellsEverybodyWhoWaitsAndLetsNobodyIn() {
		WaitingLine line = line(1);
		pass(line, "first");
		List<Throwable> errors = new ArrayList<>();
		line.pass(request("second"), exchange("second")).subscribe((response) -> {
		}, errors::add);
		line.close();
		line.pass(request("third"), exchange("third")).subscribe((response) -> {
		}, errors::add);
		assertThat(errors).hasSize(2)
			.allSatisfy((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class)
				.hasMessageContaining("shuts down"));
		advance(5000);
		assertThat(this.sent).containsExactly("first");
	}

	private WaitingLine line(int limit) {
		return line(this.lines.limiter(limit));
	}

	private WaitingLine line(RateLimiter limiter) {
		return this.lines.listener(new RateLimitListener() {

			@Override
			public void refused(Quota quota) {
				WaitingLineTests.this.refused.incrementAndGet();
			}

		}).create(limiter);
	}

	private long nanos() {
		return this.time.now(TimeUnit.NANOSECONDS);
	}

	private void advance(long millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	private static CustomerIoRequest request(String operation) {
		return CustomerIoRequest.track(operation, "/x", new byte[0]);
	}

	private Mono<CustomerIoResponse> exchange(String name) {
		return Mono.fromSupplier(() -> {
			this.sent.add(name);
			return OK;
		});
	}

	private Disposable pass(WaitingLine line, String name) {
		return pass(line, request(name));
	}

	private Disposable pass(WaitingLine line, CustomerIoRequest request) {
		return line.pass(request, exchange(request.operation())).subscribe();
	}

	private static Reason reason(Throwable ex) {
		return ((CustomerIoNotSentException) ex).getReason();
	}

	private static CustomerIoThrottledException throttled(Duration retryAfter) {
		return new CustomerIoThrottledException(request("x"), List.of(), retryAfter, false);
	}

	private static void fail(WaitingLine line, Throwable error) {
		line.pass(request("fails"), Mono.error(error)).subscribe((response) -> {
		}, (ex) -> {
		});
	}

}
