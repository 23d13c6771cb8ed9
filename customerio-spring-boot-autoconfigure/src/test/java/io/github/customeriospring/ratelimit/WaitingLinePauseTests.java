package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what an operator does to a {@link WaitingLine}.
 */
class WaitingLinePauseTests {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<String> sent = new ArrayList<>();

	private final List<Throwable> errors = new ArrayList<>();

	private final AtomicInteger refused = new AtomicInteger();

	private final WaitingLine line = line(Lines.exact(this.time).limiter(2));

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void passWhenPausedWaitsUntilResumedInItsOrder() {
		this.line.control.pause();
		for (String name : List.of("a", "b", "c")) {
			pass(name);
		}
		advance(Duration.ofSeconds(30));
		assertThat(this.sent).isEmpty();
		assertThat(this.line.control.isPaused()).isTrue();
		assertThat(this.line.control.waiting()).isEqualTo(3);
		this.line.control.resume();
		assertThat(this.sent).containsExactly("a", "b");
		advance(Duration.ofSeconds(1));
		assertThat(this.sent).containsExactly("a", "b", "c");
		assertThat(this.line.control.isPaused()).isFalse();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void passWhenPausedForLongerThanMaxWaitIsRefused() {
		this.line.control.pause();
		pass("early");
		advance(Duration.ofSeconds(59));
		pass("late");
		advance(Duration.ofSeconds(1));
		assertThat(this.errors).singleElement()
			.isInstanceOf(CustomerIoNotSentException.class)
			.asString()
			.contains("early", "an operator paused the quota", "'max-wait' 60000 ms");
		assertThat(this.refused).hasValue(1);
		this.line.control.resume();
		assertThat(this.sent).containsExactly("late");
	}

	@Test
	void passWhenCallsWaitedBeforeThePauseIsRefusedToo() {
		for (String name : List.of("a", "b", "c")) {
			pass(name);
		}
		this.line.control.pause();
		advance(Duration.ofMinutes(2));
		assertThat(this.sent).containsExactly("a", "b");
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void passWhenPausedKeepsWhatTheQueueAndImportsSend() {
		this.line.control.pause();
		pass(request("queued").withPriority(Priority.QUEUED));
		pass(request("bulk").withPriority(Priority.BULK));
		advance(Duration.ofHours(9));
		assertThat(this.errors).isEmpty();
		this.line.control.resume();
		assertThat(this.sent).containsExactly("queued", "bulk");
	}

	@Test
	void passWhenCancelledWhilePausedIsNeverSent() {
		this.line.control.pause();
		pass("a").dispose();
		pass("b");
		this.line.control.resume();
		assertThat(this.sent).containsExactly("b");
	}

	@Test
	void serversPauseThatEndsDoesNotEndTheOperators() {
		refuse();
		this.line.control.pause();
		pass("a");
		advance(Duration.ofSeconds(10));
		assertThat(this.line.control.pauseRemaining()).isZero();
		assertThat(this.sent).isEmpty();
	}

	@Test
	void resumeDoesNotEndTheServersPause() {
		refuse();
		this.line.control.pause();
		pass("a");
		this.line.control.resume();
		assertThat(this.sent).isEmpty();
		advance(Duration.ofSeconds(5));
		assertThat(this.sent).containsExactly("a");
	}

	@Test
	void raisedLimitLetsThoseGoWhoWait() {
		for (String name : List.of("a", "b", "c", "d")) {
			pass(name);
		}
		assertThat(this.sent).hasSize(2);
		this.line.control.changeLimit(3);
		assertThat(this.sent).containsExactly("a", "b", "c");
		assertThat(this.line.control.effectiveLimit()).isEqualTo(3);
	}

	@Test
	void loweredLimitHoldsFromTheNextPermitOn() {
		this.line.control.changeLimit(1);
		for (String name : List.of("a", "b", "c")) {
			pass(name);
		}
		assertThat(this.sent).containsExactly("a");
		advance(Duration.ofSeconds(1));
		assertThat(this.sent).containsExactly("a", "b");
	}

	@Test
	void limitThatIsChangedInTheRegistryLetsThoseGoWhoWait() {
		for (String name : List.of("a", "b", "c", "d")) {
			pass(name);
		}
		this.line.limiter.changeLimitForPeriod(3);
		assertThat(this.sent).containsExactly("a", "b", "c");
	}

	@Test
	void forgettingRefusalsEndsTheServersPauseAndTheLoweredLimit() {
		pass("a");
		refuse();
		pass("b");
		assertThat(this.line.control.isRecovering()).isTrue();
		assertThat(this.sent).containsExactly("a");
		this.line.control.forgetRefusals();
		assertThat(this.line.control.effectiveLimit()).isEqualTo(2);
		assertThat(this.line.control.pauseReason()).isNull();
		assertThat(this.sent).containsExactly("a", "b");
	}

	@Test
	void forgettingRefusalsDoesNotEndTheOperatorsPause() {
		this.line.control.pause();
		pass("a");
		this.line.control.forgetRefusals();
		assertThat(this.sent).isEmpty();
	}

	@Test
	void limitOfNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.line.control.changeLimit(0));
		assertThat(this.line.control.effectiveLimit()).isEqualTo(2);
	}

	private void refuse() {
		this.line.pass(request("fails"), Mono.error(throttled(Duration.ofSeconds(5)))).subscribe((answer) -> {
		}, (ex) -> {
		});
	}

	private WaitingLine line(RateLimiter limiter) {
		return Lines.exact(this.time).listener(new RateLimitListener() {

			@Override
			public void refused(Quota quota) {
				WaitingLinePauseTests.this.refused.incrementAndGet();
			}

		}).create(limiter);
	}

	private void advance(Duration time) {
		this.time.advanceTimeBy(time);
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

	private Disposable pass(String name) {
		return pass(request(name));
	}

	private Disposable pass(CustomerIoRequest request) {
		return this.line.pass(request, exchange(request.operation())).subscribe((answer) -> {
		}, this.errors::add);
	}

	private static CustomerIoThrottledException throttled(Duration retryAfter) {
		return new CustomerIoThrottledException(request("x"), List.of(), retryAfter, false);
	}

}
