package io.github.customeriospring.ratelimit;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Errors that Reactor treats as fatal, such as that of a class that is missing, and
 * exchanges that do not keep to the rules: none may hold the line or a place in it.
 */
class WaitingLineErrorTests {

	private static final CustomerIoRequest REQUEST = CustomerIoRequest.track("call", "/x", new byte[0]);

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private boolean broken = true;

	private RateLimitListener listener = new RateLimitListener() {
	};

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void errorOfTheLimiterFailsTheCallAndHoldsNone() {
		RateLimiter stock = RateLimiter.of("stock", RateLimiterConfig.ofDefaults());
		WaitingLine line = line((RateLimiter) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { RateLimiter.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("reservePermission")) {
						breakOnce();
						return 0L;
					}
					return method.invoke(stock, arguments);
				}));
		assertThat(outcome(line.pass(REQUEST, Mono.just(OK))))
			.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOf(CustomerIoNotSentException.class));
		assertLineGoesOn(line);
	}

	@Test
	void errorOfTheExchangeFailsTheCallAndFreesItsPlace() {
		WaitingLine line = line(fixed());
		assertThat(outcome(line.pass(REQUEST, Mono.fromRunnable(this::breakOnce))))
			.hasValueSatisfying((ex) -> assertThat(ex).isInstanceOf(NoClassDefFoundError.class));
		assertLineGoesOn(line);
	}

	@Test
	void errorOfAListenerHoldsNoCall() {
		this.listener = new RateLimitListener() {

			@Override
			public void permitted(Quota quota, Priority priority, long waitedNanos) {
				breakOnce();
			}

		};
		assertLineGoesOn(line(fixed()));
		assertThat(this.broken).isFalse();
	}

	@Test
	void errorOfAConsumerOfEventsCostsNoPermit() {
		SlidingWindowRateLimiter limiter = fixed();
		limiter.getEventPublisher().onSuccess((event) -> breakOnce());
		assertLineGoesOn(line(limiter));
		assertThat(this.broken).isFalse();
	}

	@Test
	void errorOfTheCallerFreesItsPlace() {
		WaitingLine line = line(fixed());
		Sinks.One<CustomerIoResponse> answer = Sinks.one();
		line.pass(REQUEST, answer.asMono()).subscribe((response) -> breakOnce());
		catchThrowable(() -> answer.tryEmitValue(OK));
		assertThat(this.broken).isFalse();
		assertLineGoesOn(line);
	}

	@Test
	void listenerThatThrowsKeepsNoOtherFromHearing() {
		List<String> heard = new ArrayList<>();
		WaitingLine line = Lines.exact(this.time).listener(new Failing()).listener(new RateLimitListener() {

			@Override
			public void permitted(Quota quota, Priority priority, long waitedNanos) {
				heard.add("permitted " + quota + " " + priority + " " + waitedNanos);
			}

			@Override
			public void answered(Quota quota, int status) {
				heard.add("answered " + status);
			}

			@Override
			public void throttled(Quota quota) {
				heard.add("throttled");
			}

			@Override
			public void refused(Quota quota) {
				heard.add("refused");
			}

		}).create(1);
		Throwable throttled = new CustomerIoThrottledException(REQUEST, List.of(), Duration.ofMinutes(2), false);
		assertThat(outcome(line.pass(REQUEST, Mono.error(throttled)))).hasValue(throttled);
		outcome(line.pass(REQUEST, Mono.just(OK)));
		assertThat(heard).containsExactly("permitted TRACK INTERACTIVE 0", "answered 429", "throttled", "refused");
	}

	@Test
	void pauseThatIsTooLongToCountCostsNoCallItsAnswer() {
		Throwable throttled = new CustomerIoThrottledException(REQUEST, List.of(), ChronoUnit.FOREVER.getDuration(),
				false);
		assertThat(outcome(line(fixed()).pass(REQUEST, Mono.error(throttled)))).hasValue(throttled);
	}

	@Test
	void exchangeThatWasCancelledBeforeItsSubscriptionCameFreesItsPlace() {
		WaitingLine line = line(fixed());
		AtomicReference<Subscriber<?>> late = new AtomicReference<>();
		Publisher<CustomerIoResponse> exchange = (subscriber) -> late.set(subscriber);
		line.pass(REQUEST, Mono.fromDirect(exchange)).subscribe().dispose();
		late.get().onSubscribe(Operators.emptySubscription());
		this.broken = false;
		assertLineGoesOn(line);
	}

	@Test
	void closeTellsTheOthersWhereACallerThrows() {
		WaitingLine line = line(fixed());
		outcome(line.pass(REQUEST, Mono.just(OK)));
		subscribeThrowing(line.pass(REQUEST, Mono.just(OK)));
		AtomicReference<Object> other = outcome(line.pass(REQUEST, Mono.just(OK)));
		catchThrowable(line::close);
		assertThat(other.get()).isInstanceOf(CustomerIoNotSentException.class);
	}

	@Test
	void refusalOfACallerThatThrowsWhilePausedFailsNoOther() {
		WaitingLine line = line(fixed());
		line.control.pause();
		subscribeThrowing(line.pass(REQUEST, Mono.just(OK)));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		AtomicReference<Object> other = outcome(line.pass(REQUEST, Mono.just(OK)));
		this.time.advanceTimeBy(Duration.ofSeconds(4));
		assertThat(line.control.waiting()).isOne();
		line.control.resume();
		assertThat(other).hasValue(OK);
	}

	@Test
	void failureOfTheLimiterWhereTheCallerThrowsTooHoldsNone() {
		SlidingWindowRateLimiter limiter = fixed();
		WaitingLine line = line(limiter);
		outcome(line.pass(REQUEST, Mono.just(OK)));
		this.time.dispose(); // nothing can wait any more
		catchThrowable(() -> subscribeThrowing(line.pass(REQUEST, Mono.just(OK))));
		assertThat(outcome(line.pass(REQUEST, Mono.just(OK))).get()).isInstanceOf(CustomerIoNotSentException.class);
	}

	private static void subscribeThrowing(Mono<CustomerIoResponse> call) {
		call.subscribe((response) -> {
		}, (ex) -> {
			throw new IllegalStateException("caller", ex);
		});
	}

	private void assertLineGoesOn(WaitingLine line) {
		if (this.broken) {
			catchThrowable(() -> outcome(line.pass(REQUEST, Mono.just(OK))));
		}
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(outcome(line.pass(REQUEST, Mono.just(OK)))).hasValue(OK);
		assertThat(line.control.inFlight()).isZero();
		assertThat(line.control.waiting()).isZero();
	}

	private void breakOnce() {
		if (this.broken) {
			this.broken = false;
			throw new NoClassDefFoundError("missing");
		}
	}

	private WaitingLine line(RateLimiter limiter) {
		return Lines.exact(this.time).bounds(5, Duration.ofSeconds(5), 1).listener(this.listener).create(limiter);
	}

	private SlidingWindowRateLimiter fixed() {
		return Lines.exact(this.time).limiter(1);
	}

	private static AtomicReference<Object> outcome(Mono<CustomerIoResponse> call) {
		AtomicReference<Object> outcome = new AtomicReference<>();
		call.subscribe(outcome::set, outcome::set);
		return outcome;
	}

	private static final class Failing implements RateLimitListener {

		@Override
		public void permitted(Quota quota, Priority priority, long waitedNanos) {
			throw new IllegalStateException("permitted");
		}

		@Override
		public void answered(Quota quota, int status) {
			throw new StackOverflowError("answered");
		}

		@Override
		public void throttled(Quota quota) {
			throw new IllegalStateException("throttled");
		}

		@Override
		public void refused(Quota quota) {
			throw new NoClassDefFoundError("refused");
		}

	}

}
