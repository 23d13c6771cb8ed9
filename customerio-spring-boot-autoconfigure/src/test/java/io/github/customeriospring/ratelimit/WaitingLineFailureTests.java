package io.github.customeriospring.ratelimit;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the line does where the limiter, a listener or the scheduler fails, and for
 * callers that are gone before they are in it.
 */
class WaitingLineFailureTests {

	private static final CustomerIoRequest REQUEST = CustomerIoRequest.track("call", "/x", new byte[0]);

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Lines lines = Lines.exact(this.time).bounds(5, Duration.ofSeconds(5), 100);

	private RateLimitListener listener = new RateLimitListener() {
	};

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void limiterThatFailsFailsEachCallAndHoldsNone() {
		// its thread would refresh the permits each 500 ns until the JVM ends
		RateLimiterConfig config = RateLimiterConfig.custom().limitRefreshPeriod(Duration.ofDays(1)).build();
		WaitingLine line = line(new SemaphoreBasedRateLimiter("semaphore", config));
		for (int i = 0; i < 3; i++) {
			assertThat(outcome(line.pass(REQUEST, Mono.just(OK))))
				.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class));
		}
		assertThat(line.control.waiting()).isZero();
	}

	@Test
	void consumerOfEventsThatFailsCostsNoPermit() {
		SlidingWindowRateLimiter limiter = fixed(1);
		limiter.getEventPublisher().onSuccess((event) -> {
			throw new IllegalStateException("consumer");
		});
		WaitingLine line = line(limiter);
		for (int i = 0; i < 3; i++) {
			assertThat(outcome(line.pass(REQUEST, Mono.just(OK)))).hasValue(OK);
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}
	}

	@Test
	void listenerThatFailsHoldsNoCall() {
		this.listener = new RateLimitListener() {

			@Override
			public void permitted(Quota quota, Priority priority, long waitedNanos) {
				throw new IllegalStateException("listener");
			}

			@Override
			public void throttled(Quota quota) {
				throw new IllegalStateException("listener");
			}

		};
		WaitingLine line = line(fixed(10));
		assertThat(outcome(line.pass(REQUEST, Mono.just(OK)))).hasValue(OK);
		assertThat(outcome(line.pass(REQUEST, Mono.error(throttled(Duration.ofSeconds(1))))))
			.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOf(CustomerIoThrottledException.class));
		assertThat(line.control.pauseRemaining()).isEqualTo(Duration.ofSeconds(1));
		assertThat(line.control.inFlight()).isZero();
	}

	@Test
	void schedulerThatIsDisposedFailsTheCallThatWouldWait() {
		WaitingLine line = line(fixed(1));
		outcome(line.pass(REQUEST, Mono.just(OK)));
		this.time.dispose();
		for (int i = 0; i < 2; i++) {
			assertThat(outcome(line.pass(REQUEST, Mono.just(OK))))
				.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class));
		}
	}

	@Test
	void callThatEntersWhileTheLineClosesIsTold() {
		AtomicReference<WaitingLine> line = new AtomicReference<>();
		RateLimiter stock = RateLimiter.of("stock", RateLimiterConfig.custom().limitForPeriod(1).build());
		RateLimiter closing = (RateLimiter) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { RateLimiter.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("getRateLimiterConfig")) {
						line.get().close();
					}
					return method.getName().equals("reservePermission") ? 1_000_000_000L
							: method.invoke(stock, arguments);
				});
		line.set(line(closing));
		assertThat(outcome(line.get().pass(REQUEST, Mono.just(OK))))
			.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class));
	}

	@Test
	void callerThatIsGoneAtOnceTakesNoPlace() {
		WaitingLine line = line(fixed(1));
		outcome(line.pass(REQUEST, Mono.error(throttled(Duration.ofSeconds(4)))));
		for (int i = 0; i < 5; i++) {
			line.pass(REQUEST, Mono.just(OK)).subscribe(new Gone());
		}
		assertThat(line.control.waiting()).isZero();
	}

	@Test
	void callerThatIsGoneAtOnceCostsNoPermitWhereOneWaitsLessThanTheWindow() {
		this.lines.bounds(5, Duration.ZERO, 100);
		WaitingLine line = line(fixed(1));
		line.pass(REQUEST, Mono.just(OK)).subscribe(new Gone());
		assertThat(outcome(line.pass(REQUEST, Mono.just(OK)))).hasValue(OK);
	}

	@Test
	void retryAfterOfZeroPausesAsIfNothingWereSaid() {
		WaitingLine line = line(fixed(1));
		AtomicInteger sent = new AtomicInteger();
		for (int i = 0; i < 5; i++) {
			outcome(line.pass(REQUEST.withAttempt(2), Mono.defer(() -> {
				sent.incrementAndGet();
				return Mono.error(throttled(Duration.ZERO));
			})));
		}
		assertThat(sent).hasValue(1);
		assertThat(line.control.pauseRemaining()).isPositive();
	}

	private WaitingLine line(RateLimiter limiter) {
		return this.lines.listener(this.listener).create(limiter);
	}

	private SlidingWindowRateLimiter fixed(int limit) {
		return this.lines.limiter(limit);
	}

	private static AtomicReference<Object> outcome(Mono<CustomerIoResponse> call) {
		AtomicReference<Object> outcome = new AtomicReference<>();
		call.subscribe(outcome::set, outcome::set);
		return outcome;
	}

	private static CustomerIoThrottledException throttled(Duration retryAfter) {
		return new CustomerIoThrottledException(REQUEST, List.of(), retryAfter, false);
	}

	private static final class Gone extends BaseSubscriber<CustomerIoResponse> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			cancel();
		}

	}

}
