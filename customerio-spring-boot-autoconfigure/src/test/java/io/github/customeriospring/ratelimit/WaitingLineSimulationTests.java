package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongPredicate;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.layer.Departure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the line against a server that counts a sliding window, over a link with jitter,
 * in virtual time. A call that is refused comes back at once, as the retry does it.
 */
class WaitingLineSimulationTests {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Random random = new Random(1);

	private final Deque<Long> counted = new ArrayDeque<>();

	private final List<Long> acceptedAt = new ArrayList<>();

	private final List<Long> throttledAt = new ArrayList<>();

	private final List<Throwable> failed = new ArrayList<>();

	private int serverLimit = 100;

	/** How much later than usual a request reaches the server. */
	private IntSupplier lateMillis = () -> 0;

	private final Lines lines = new Lines(this.time);

	private WaitingLine line = this.lines.create();

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void burstIsAcceptedWithoutARefusalAtTheLimit() {
		send(2000);
		run(60);
		assertThat(this.throttledAt).isEmpty();
		assertThat(this.failed).isEmpty();
		assertThat(this.acceptedAt).hasSize(2000);
		assertThat(19.0 / seconds(this.acceptedAt.get(1999))).isGreaterThan(0.96);
	}

	@Test
	void strayRefusalInQuietTimesCostsTheNextBurstNothing() {
		for (int second = 0; second < 30; second++) {
			send(1);
			run(1);
		}
		fillTheWindowOfTheServer();
		send(1);
		run(2);
		assertThat(this.throttledAt).isNotEmpty();
		int strays = this.throttledAt.size();
		long start = nanos();
		send(2000);
		run(30);
		assertThat(this.failed).isEmpty();
		assertThat(this.acceptedAt).hasSize(2031);
		assertThat(this.throttledAt).hasSizeLessThanOrEqualTo(strays + 2);
		assertThat(seconds(this.acceptedAt.get(2030) - start)).isLessThan(21);
	}

	@Test
	void limitHalvedForAWhileIsFollowedAndForgotten() {
		endless(300);
		run(20);
		this.serverLimit = 50;
		run(20);
		this.serverLimit = 100;
		run(20);
		assertThat((double) this.throttledAt.size() / this.acceptedAt.size()).isLessThan(0.01);
		assertThat(secondsToReach(45, 20, 40)).isLessThan(5);
		assertThat(secondsToReach(90, 40, 60)).isLessThan(15);
		assertThat(this.failed).isEmpty();
	}

	@Test
	void limitThatFallsToLessThanAThirdIsFollowed() {
		endless(300);
		run(5);
		this.serverLimit = 30;
		run(30);
		assertThat(secondsToReach(27, 5, 35)).isLessThan(5);
		assertThat(accepted(15, 35)).isGreaterThan(550);
		assertThat(this.failed).isEmpty();
	}

	@Test
	void limitThatFallsToAHundredthIsFollowed() {
		endless(300);
		run(5);
		this.serverLimit = 1;
		run(10);
		int throttled = this.throttledAt.size();
		run(50);
		assertThat(accepted(15, 65)).isGreaterThan(45);
		assertThat(this.throttledAt).hasSizeLessThan(throttled + 10);
	}

	@Test
	void coldProcessWhoseFirstRequestsArriveSecondsLateIsNotRefused() {
		this.lateMillis = () -> (this.acceptedAt.size() < 200) ? this.random.nextInt(3000) : 0;
		send(1000);
		run(60);
		assertThat(this.throttledAt).isEmpty();
		assertThat(this.acceptedAt).hasSize(1000);
		assertThat(this.failed).isEmpty();
	}

	@Test
	void limitIsBackSoonAfterANetworkThatHeldAllRequestsBack() {
		endless(300);
		run(20);
		this.lateMillis = () -> (int) Math.max(0, 24_000 - nanos() / 1_000_000);
		run(40);
		assertThat(this.throttledAt).isNotEmpty();
		// what was held back arrived in the first two seconds
		assertThat(secondsToReach(90, 26, 60)).isLessThan(10);
		assertThat(this.failed).isEmpty();
	}

	@Test
	void limitIsBackSoonAfterAServerThatRefusedEverything() {
		endless(300);
		run(20);
		this.serverLimit = 0;
		run(30);
		this.serverLimit = 100;
		run(40);
		assertThat(this.throttledAt).hasSizeLessThan(150);
		assertThat(secondsToReach(1, 50, 90)).isLessThan(12); // the longest pause
		double first = secondsToReach(1, 50, 90);
		assertThat(secondsToReach(90, 50, 90) - first).isLessThan(2);
		assertThat(this.failed).isEmpty();
	}

	private double secondsToReach(int rate, int from, int to) {
		for (int tenth = 10 * from; tenth <= 10 * (to - 1); tenth++) {
			if (accepted(tenth / 10.0, tenth / 10.0 + 1) >= rate) {
				return tenth / 10.0 + 1 - from;
			}
		}
		return Double.MAX_VALUE;
	}

	private long accepted(double from, double to) {
		LongPredicate inside = (at) -> at >= from * 1e9 && at < to * 1e9;
		return this.acceptedAt.stream().mapToLong(Long::longValue).filter(inside).count();
	}

	private void fillTheWindowOfTheServer() {
		for (int i = 0; i < this.serverLimit; i++) {
			this.counted.add(nanos());
		}
	}

	private void endless(int open) {
		for (int i = 0; i < open; i++) {
			another();
		}
	}

	private void another() {
		call(CustomerIoRequest.track("call", "/x", new byte[10])).subscribe((response) -> another(), this.failed::add);
	}

	private void send(int calls) {
		for (int i = 0; i < calls; i++) {
			call(CustomerIoRequest.track("call", "/x", new byte[10])).subscribe((response) -> {
			}, this.failed::add);
		}
	}

	private Mono<CustomerIoResponse> call(CustomerIoRequest request) {
		return this.line.pass(request, exchange(request))
			.onErrorResume(CustomerIoThrottledException.class,
					(ex) -> call(request.withAttempt(request.attempt() + 1)));
	}

	/** There, counted, answered, and back. */
	private Mono<CustomerIoResponse> exchange(CustomerIoRequest request) {
		return Mono.deferContextual((context) -> {
			Departure.from(context).leaves();
			return delay().then(late())
				.then(Mono.fromSupplier(this::count))
				.flatMap((accepted) -> delay().then(accepted ? Mono.just(OK)
						: Mono.error(() -> new CustomerIoThrottledException(request, List.of(), null, false))));
		});
	}

	private boolean count() {
		while (!this.counted.isEmpty() && nanos() - this.counted.element() >= 1_000_000_000L) {
			this.counted.remove();
		}
		boolean accepts = this.counted.size() < this.serverLimit;
		if (accepts) {
			this.counted.add(nanos());
		}
		(accepts ? this.acceptedAt : this.throttledAt).add(nanos());
		return accepts;
	}

	private Mono<Long> late() {
		int millis = this.lateMillis.getAsInt();
		return (millis == 0) ? Mono.empty() : Mono.delay(Duration.ofMillis(millis), this.time);
	}

	private Mono<Long> delay() {
		return Mono.delay(Duration.ofNanos(2_000_000 + this.random.nextInt(3_000_000)), this.time);
	}

	private void run(int seconds) {
		this.time.advanceTimeBy(Duration.ofSeconds(seconds));
	}

	private long nanos() {
		return this.time.now(TimeUnit.NANOSECONDS);
	}

	private static double seconds(long nanos) {
		return nanos / 1e9;
	}

}
