package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Departure;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingLineTests {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<String> sent = new ArrayList<>();

	private final AtomicInteger refused = new AtomicInteger();

	private WaitingLineSettings settings = new WaitingLineSettings(100, Duration.ofMinutes(1), 100);

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
		assertThat(line.waiting()).isEqualTo(4);
		advance(1000);
		assertThat(this.sent).containsExactly("c0", "c1", "c2", "c3");
		advance(1000);
		assertThat(this.sent).containsExactly("c0", "c1", "c2", "c3", "c4", "c5");
		assertThat(line.waiting()).isZero();
		assertThat(line.inFlight()).isZero();
	}

	@Test
	void passWhenCancelledWhileWaitingIsNeverSentAndCostsNoPermit() {
		WaitingLine line = line(1);
		pass(line, "first");
		Disposable second = pass(line, "second");
		pass(line, "third");
		second.dispose();
		assertThat(line.waiting()).isOne();
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
		this.settings = new WaitingLineSettings(100, Duration.ofMinutes(1), 1);
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
		this.settings = new WaitingLineSettings(100, Duration.ofMinutes(1), 2);
		WaitingLine line = line(10);
		Sinks.One<CustomerIoResponse> answer = Sinks.one();
		line.pass(request("a"), answer.asMono()).subscribe();
		line.pass(request("b"), Mono.never()).subscribe();
		pass(line, "c");
		assertThat(this.sent).isEmpty();
		assertThat(line.inFlight()).isEqualTo(2);
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
		this.settings = new WaitingLineSettings(2, Duration.ofMinutes(1), 100);
		WaitingLine line = line(1);
		IntStream.range(0, 3).forEach((i) -> pass(line, "c" + i));
		StepVerifier.create(line.pass(request("late"), exchange("late")))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class)
				.hasMessageContaining("'customerio.rate-limit.track.capacity' is 2"))
			.verify();
		assertThat(this.refused).hasValue(1);
		pass(line, request("back").withAttempt(2));
		assertThat(line.waiting()).isEqualTo(3);
	}

	@Test
	void passWhenTheWaitWouldBeTooLongSaysHowLong() {
		this.settings = new WaitingLineSettings(100, Duration.ofMillis(2500), 100);
		WaitingLine line = line(1);
		IntStream.range(0, 3).forEach((i) -> pass(line, "c" + i));
		StepVerifier.create(line.pass(request("late"), exchange("late")))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class)
				.hasMessageContaining("would wait 3000 ms")
				.hasMessageContaining("'customerio.rate-limit.track.max-wait' is 2500 ms"))
			.verify();
	}

	@Test
	void throttledCallPausesEverybodyForRetryAfter() {
		WaitingLine line = line(10);
		IntStream.range(0, 5).forEach((i) -> pass(line, "c" + i));
		this.sent.clear();
		fail(line, throttled(Duration.ofSeconds(7)));
		pass(line, "a");
		pass(line, "b");
		assertThat(line.pauseRemaining()).isEqualTo(Duration.ofSeconds(7));
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
		assertThat(line.pauseRemaining()).isEqualTo(Duration.ofSeconds(1));
		advance(1000);
		fail(line, throttled(null));
		assertThat(line.pauseRemaining()).isEqualTo(Duration.ofSeconds(2));
		advance(2000);
		pass(line, "accepted");
		advance(2000);
		fail(line, throttled(null));
		assertThat(line.pauseRemaining()).isEqualTo(Duration.ofSeconds(1));
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
		assertThat(line.pauseRemaining()).isEqualTo(Duration.ofMillis(600));
	}

	@Test
	void timeoutOrDailyQuotaPausesNobody() {
		WaitingLine line = line(10);
		fail(line, new CustomerIoNoResponseException(request("x"), new IllegalStateException("timeout"), true));
		fail(line, new CustomerIoThrottledException(request("x"), List.of(), null, true));
		assertThat(line.pauseRemaining()).isZero();
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
		return line(new SlidingWindowRateLimiter("customerio-track", limit, Duration.ofSeconds(1), Duration.ZERO,
				Duration.ZERO, Duration.ofMinutes(1), this::nanos));
	}

	private WaitingLine line(RateLimiter limiter) {
		return new WaitingLine(Quota.TRACK, limiter, this.settings, (n) -> Duration.ofSeconds(1L << (n - 1)), this.time,
				new RateLimitListener() {

					@Override
					public void refused(Quota quota) {
						WaitingLineTests.this.refused.incrementAndGet();
					}

				}, this::nanos);
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

	private static CustomerIoThrottledException throttled(Duration retryAfter) {
		return new CustomerIoThrottledException(request("x"), List.of(), retryAfter, false);
	}

	private static void fail(WaitingLine line, Throwable error) {
		line.pass(request("fails"), Mono.error(error)).subscribe((response) -> {
		}, (ex) -> {
		});
	}

}
