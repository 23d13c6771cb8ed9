package io.github.customeriospring.retry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Backoff;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetryingTransportTests {

	private static final CustomerIoRequest REQUEST = CustomerIoRequest.track("person identify", "/x", new byte[0]);

	private static final CustomerIoRequest SEND = new CustomerIoRequest("send email", Quota.TRANSACTIONAL,
			HttpMethod.POST, "/v1/send/email", List.of(), null, Priority.INTERACTIVE, false, 1);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Deque<CustomerIoException> failures = new ArrayDeque<>();

	private final List<Integer> attempts = new ArrayList<>();

	private final List<Long> attemptedAt = new ArrayList<>();

	private final List<Object> outcomes = new ArrayList<>();

	private boolean unsafe;

	private RetryBudget budget = new RetryBudget(500);

	private final RetryPauses pauses = new RetryPauses(this.time);

	private Retry retry = retry();

	@AfterEach
	void disposeTime() {
		this.time.dispose();
	}

	@Test
	void sendDoesNothingBeforeSubscription() {
		transport().send(REQUEST);
		assertThat(this.attempts).isEmpty();
	}

	@Test
	void sendRepeatsAfterGrowingDelaysUntilAccepted() {
		failWith(status(503), status(500), status(408));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 3, 4);
		assertThat(this.attemptedAt).containsExactly(0L, 1000L, 3000L, 7000L);
		assertThat(this.outcomes).hasSize(1).first().isInstanceOf(CustomerIoResponse.class);
		assertThat(this.retry.getMetrics().getNumberOfSuccessfulCallsWithRetryAttempt()).isOne();
	}

	@Test
	void sendTellsWhoeverMayGiveUpOfEachFailureThatIsRepeated() {
		List<Throwable> told = new ArrayList<>();
		Departure departure = new Departure() {

			@Override
			public void leaves() {
			}

			@Override
			public void failed(Throwable error) {
				told.add(error);
			}

		};
		CustomerIoException first = status(503);
		CustomerIoException second = status(500);
		failWith(first, second);
		transport().send(REQUEST).contextWrite(Context.of(Departure.class, departure)).subscribe();
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(told).containsExactly(first, second);
	}

	@Test
	void sendGivesUpAfterTheLastRetryWithTheLastError() {
		CustomerIoException last = status(504);
		failWith(status(503), status(503), status(503), status(503), last);
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.outcomes).containsExactly(last);
	}

	@Test
	void sendGoesBackToItsLineAtOnceAfterARefusalAsTheWholeQuotaPauses() {
		failWith(throttled(REQUEST, Duration.ofSeconds(9)), throttled(REQUEST, null));
		send(REQUEST);
		assertThat(this.attempts).containsExactly(1, 2, 3);
		assertThat(this.outcomes).hasSize(1);
	}

	@Test
	void sendGoesBackAtOnceAfterARefusalWhateverTheRetryOfTheUserSays() {
		this.retry = Retry.of("own", RetryConfig.custom().maxAttempts(3).waitDuration(Duration.ofSeconds(5)).build());
		failWith(throttled(REQUEST, null), status(503));
		send(REQUEST);
		assertThat(this.attempts).containsExactly(1, 2);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.attempts).containsExactly(1, 2, 3);
	}

	@Test
	void refusalsAreBoundByTimeAndTakeNoRetryFromOtherFailures() {
		for (int i = 0; i < 20; i++) {
			failWith(throttled(REQUEST, null));
		}
		failWith(status(503), status(503), status(503), status(503));
		send(REQUEST);
		assertThat(this.attempts).hasSize(21);
		this.time.advanceTimeBy(Duration.ofSeconds(15));
		assertThat(this.outcomes).singleElement().isInstanceOf(CustomerIoResponse.class);
	}

	@Test
	void refusalsAfterAMinuteAreAttemptsLikeOthers() {
		failWith(unavailable(Duration.ofSeconds(60)), throttled(REQUEST, null), throttled(REQUEST, null),
				throttled(REQUEST, null), throttled(REQUEST, null));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofSeconds(60));
		assertThat(this.attempts).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.outcomes).singleElement().isInstanceOf(CustomerIoThrottledException.class);
	}

	@Test
	void sendWaitsAsLongAsAnErrorOfTheServerAsksForButNoLongerThanTheLongestDelay() {
		failWith(unavailable(Duration.ofSeconds(7)), unavailable(Duration.ofHours(1)));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMillis(6999));
		assertThat(this.attempts).containsExactly(1);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.attempts).containsExactly(1, 2);
		this.time.advanceTimeBy(Duration.ofSeconds(60));
		assertThat(this.attempts).containsExactly(1, 2, 3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 400, 401, 403, 404, 409, 413, 422 })
	void sendDoesNotRepeatWhatTheServerRefused(int status) {
		failWith(status(status));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1);
		assertThat(this.outcomes).first().isInstanceOf(CustomerIoResponseException.class);
	}

	@Test
	void sendDoesNotRepeatWhenTheDailyQuotaIsUsedUp() {
		failWith(new CustomerIoThrottledException(REQUEST, List.of(), null, true));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1);
	}

	@Test
	void sendRepeatsWhatCannotTakeEffectTwiceWhenNoAnswerCame() {
		failWith(new CustomerIoNoResponseException(REQUEST, new IllegalStateException("reset"), true));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2);
	}

	@Test
	void sendOfAMessageIsRepeatedOnlyWhenItSurelyWasNotAccepted() {
		failWith(new CustomerIoThrottledException(SEND, List.of(), null, false),
				new CustomerIoNoResponseException(SEND, new IllegalStateException("refused"), false),
				new CustomerIoNoResponseException(SEND, new IllegalStateException("reset"), true));
		send(SEND);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 3);
		assertThat(((CustomerIoException) this.outcomes.get(0)).isDeliveryUnknown()).isTrue();
	}

	@Test
	void eachSubscriptionCountsItsOwnAttempts() {
		Mono<CustomerIoResponse> mono = transport().send(REQUEST);
		failWith(status(503));
		mono.subscribe();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		failWith(status(503), status(503), status(503), status(503));
		mono.subscribe(this.outcomes::add, this.outcomes::add);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 1, 2, 3, 4, 5);
		assertThat(this.outcomes).first().isInstanceOf(CustomerIoResponse.class);
	}

	@Test
	void sendWhenCancelledWhileItWaitsForARetryIsNotRepeated() {
		failWith(status(503));
		Disposable call = send(REQUEST);
		call.dispose();
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1);
		assertThat(this.outcomes).isEmpty();
	}

	@Test
	void messageIsNotSentTwiceWhateverTheRetryOfTheUserSays() {
		this.retry = Retry.of("own", RetryConfig.custom().maxAttempts(5).waitDuration(Duration.ofMillis(10)).build());
		failWith(new CustomerIoThrottledException(SEND, List.of(), null, false),
				new CustomerIoNoResponseException(SEND, new IllegalStateException("reset"), true));
		send(SEND);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.attempts).containsExactly(1, 2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 500, 503 })
	void sendOfAMessageIsNotRepeatedWhenTheAnswerLeavesItOpen(int status) {
		CustomerIoException unknown = new CustomerIoResponseException(SEND, status, List.of(), null);
		failWith(unknown);
		send(SEND);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1);
		assertThat(this.outcomes).containsExactly(unknown);
		assertThat(unknown.isDeliveryUnknown()).isTrue();
		assertThat(unknown).hasMessageEndingWith("; it may have been accepted");
		assertThat(this.budget.deniedAsUnsafe(Quota.TRANSACTIONAL)).isOne();
	}

	@Test
	void sendOfAMessageWhenUnsafeIsRepeatedUnlessItWasRefused() {
		this.unsafe = true;
		this.retry = retry();
		failWith(new CustomerIoResponseException(SEND, 500, List.of(), null),
				new CustomerIoNoResponseException(SEND, new IllegalStateException("reset"), true),
				new CustomerIoResponseException(SEND, 400, List.of(), null));
		send(SEND);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 3);
	}

	@Test
	void closeEndsCallsThatWaitForARetryWithTheLastError() {
		CustomerIoException last = status(503);
		failWith(last);
		send(REQUEST);
		this.pauses.close();
		assertThat(this.outcomes).containsExactly(last);
		assertThat(last.getSuppressed()).singleElement()
			.isInstanceOf(CustomerIoNotSentException.class)
			.satisfies((note) -> assertThat(note)
				.hasMessageContaining("was not retried: the application is shutting down"));
		failWith(status(503));
		send(REQUEST);
		assertThat(this.outcomes).hasSize(2);
		assertThat(this.attempts).containsExactly(1, 1);
		assertThat(this.pauses.size()).isZero();
	}

	@Test
	void sendEndsWithTheLastErrorWhenTheSchedulerHasStopped() {
		CustomerIoException last = status(503);
		failWith(last);
		this.time.dispose();
		send(REQUEST);
		assertThat(this.outcomes).containsExactly(last);
		assertThat(this.pauses.size()).isZero();
	}

	@Test
	void manyCallsThatWaitAreEndedAtOnce() {
		this.budget = new RetryBudget(0);
		for (int i = 0; i < 10_000; i++) {
			failWith(status(503));
			send(REQUEST);
		}
		assertThat(this.pauses.size()).isEqualTo(10_000);
		this.pauses.close();
		assertThat(this.outcomes).hasSize(10_000);
	}

	@Test
	void retryThatTheLineRefusesEndsWithTheLastError() {
		CustomerIoException unknown = new CustomerIoNoResponseException(REQUEST, new IllegalStateException("reset"),
				true);
		failWith(status(503), unknown, new CustomerIoNotSentException(CustomerIoNotSentException.Reason.SHUTTING_DOWN,
				"the application shuts down"));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.outcomes).containsExactly(unknown);
		assertThat(unknown.getSuppressed()).singleElement().isInstanceOf(CustomerIoNotSentException.class);
	}

	@Test
	void closeEndsCallsThatWaitForARetryOfAResultWithIt() {
		this.retry = Retry.of("own",
				RetryConfig.<CustomerIoResponse>custom().maxAttempts(3).retryOnResult((response) -> true).build());
		send(REQUEST);
		this.pauses.close();
		assertThat(this.outcomes).singleElement().isInstanceOf(CustomerIoResponse.class);
	}

	@Test
	void retryOfTheUserDecidesAndSeesResults() {
		this.retry = Retry.of("own",
				RetryConfig.<CustomerIoResponse>custom()
					.maxAttempts(3)
					.waitDuration(Duration.ofMillis(10))
					.retryOnResult((response) -> this.attempts.size() < 3)
					.build());
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.attemptedAt).containsExactly(0L, 10L, 20L);
		assertThat(this.outcomes).hasSize(1);
	}

	@Test
	void acceptedMessageIsNotRepeatedWhateverTheRetryOfTheUserSays() {
		this.retry = Retry.of("own",
				RetryConfig.<CustomerIoResponse>custom().maxAttempts(3).retryOnResult((response) -> true).build());
		send(SEND);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1);
		assertThat(this.outcomes).singleElement().isInstanceOf(CustomerIoResponse.class);
	}

	@Test
	void acceptedCallIsNotRepeatedWhenAConsumerOfEventsFails() {
		this.retry = Retry.of("own", RetryConfig.<CustomerIoResponse>custom().maxAttempts(3).build());
		IllegalStateException broken = new IllegalStateException("consumer");
		this.retry.getEventPublisher().onSuccess((event) -> {
			throw broken;
		});
		failWith(status(503));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2);
		assertThat(this.outcomes).containsExactly(broken);
	}

	@Test
	void unwantedResultIsRepeatedForCallersThatContinueOnErrors() {
		this.retry = Retry.of("own",
				RetryConfig.<CustomerIoResponse>custom()
					.maxAttempts(3)
					.retryOnResult((response) -> this.attempts.size() < 3)
					.build());
		List<Throwable> steppedOver = new ArrayList<>();
		Flux.just(REQUEST)
			.flatMap(transport()::send)
			.onErrorContinue((ex, value) -> steppedOver.add(ex))
			.subscribe(this.outcomes::add);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 3);
		assertThat(this.outcomes).hasSize(1);
		assertThat(steppedOver).isEmpty();
	}

	@Test
	void sendDoesNotRepeatWhenTheBudgetIsUsedUpUntilCallsAreAccepted() {
		this.budget = new RetryBudget(10);
		this.retry = retry();
		failWith(status(503), status(503), status(503), status(503));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		send(REQUEST);
		assertThat(this.attempts).containsExactly(1, 2, 3, 1);
		this.failures.clear();
		for (int i = 0; i < 5; i++) {
			send(REQUEST);
		}
		assertThat(this.budget.tokens(Quota.TRACK)).isEqualTo(5);
		failWith(status(503));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).endsWith(1, 2);
		assertThat(this.budget.tokens(Quota.TRACK)).isEqualTo(5);
	}

	@Test
	void refusalsWith429CostNoBudget() {
		this.budget = new RetryBudget(5);
		this.retry = retry();
		CustomerIoException throttled = new CustomerIoThrottledException(REQUEST, List.of(), null, false);
		failWith(throttled, throttled, throttled);
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 3, 4);
		assertThat(this.budget.tokens(Quota.TRACK)).isEqualTo(5);
	}

	@Test
	void failuresOfOneQuotaCostTheCallsOfAnotherNoRetry() {
		this.budget = new RetryBudget(5);
		this.retry = retry();
		CustomerIoRequest query = new CustomerIoRequest("query", Quota.APP, HttpMethod.GET, "/v1/x", List.of(), null,
				Priority.INTERACTIVE, true, 1);
		failWith(status(503), status(503));
		send(query);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.budget.tokens(Quota.APP)).isZero();
		assertThat(this.budget.denied(Quota.APP)).isOne();
		failWith(status(503));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 2, 1, 2);
		assertThat(this.budget.denied(Quota.TRACK)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, -1 })
	void budgetThatIsLessThanOneRetryIsRefusedAsItMeansNever(int capacity) {
		assertThatIllegalArgumentException().isThrownBy(() -> new RetryBudget(capacity))
			.withMessageContaining("must be 0 or at least 5");
	}

	@Test
	void lastAttemptCostsNoBudget() {
		this.budget = new RetryBudget(100);
		this.retry = retry();
		failWith(status(503), status(503), status(503), status(503), status(503));
		send(REQUEST);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.budget.tokens(Quota.TRACK)).isEqualTo(80);
	}

	@Test
	void deletionIsNotRepeatedAfterANewerChangeOfTheSameIdentity() {
		RetryingTransport transport = transport();
		CustomerIoException last = status(503);
		failWith(last);
		transport.send(CustomerIoRequest.track(TrackOperation.person(Identifier.id("42")).delete()))
			.subscribe(this.outcomes::add, this.outcomes::add);
		transport.send(CustomerIoRequest.track(TrackOperation.identify(Identifier.id("7"), Map.of())))
			.subscribe(this.outcomes::add, this.outcomes::add);
		transport.send(CustomerIoRequest.track(TrackOperation.identify(Identifier.id("42"), Map.of())))
			.subscribe(this.outcomes::add, this.outcomes::add);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 1, 1);
		assertThat(this.outcomes).last().isEqualTo(last);
		assertThat(last.getSuppressed()).singleElement()
			.asInstanceOf(InstanceOfAssertFactories.type(CustomerIoNotSentException.class))
			.satisfies((note) -> assertThat(note.getReason()).isEqualTo(Reason.OVERTAKEN));
	}

	@Test
	void deletionIsRepeatedWhereNothingNewerWentOut() {
		RetryingTransport transport = transport();
		transport.send(CustomerIoRequest.track(TrackOperation.identify(Identifier.id("42"), Map.of())))
			.subscribe(this.outcomes::add, this.outcomes::add);
		failWith(status(503));
		transport.send(CustomerIoRequest.track(TrackOperation.person(Identifier.id("42")).delete()))
			.subscribe(this.outcomes::add, this.outcomes::add);
		transport.send(CustomerIoRequest.track(TrackOperation.identify(Identifier.id("7"), Map.of())))
			.subscribe(this.outcomes::add, this.outcomes::add);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 1, 1, 2);
	}

	@Test
	void changeThatTakesNothingAwayIsRepeatedAfterANewerOne() {
		RetryingTransport transport = transport();
		failWith(status(503));
		transport.send(CustomerIoRequest.track(TrackOperation.identify(Identifier.id("42"), Map.of())))
			.subscribe(this.outcomes::add, this.outcomes::add);
		transport.send(CustomerIoRequest.track(TrackOperation.identify(Identifier.id("42"), Map.of())))
			.subscribe(this.outcomes::add, this.outcomes::add);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly(1, 1, 2);
	}

	private static CustomerIoThrottledException throttled(CustomerIoRequest request, @Nullable Duration retryAfter) {
		return new CustomerIoThrottledException(request, List.of(), retryAfter, false);
	}

	private static CustomerIoException unavailable(Duration retryAfter) {
		return new CustomerIoResponseException(REQUEST, 503, List.of(), null, retryAfter);
	}

	private Retry retry() {
		return Retry.of("customerio",
				RetryConfigs.of(4, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0), this.unsafe));
	}

	private RetryingTransport transport() {
		return new RetryingTransport(this.retry, this.budget, this.pauses, this.time, (request) -> Mono.defer(() -> {
			this.attempts.add(request.attempt());
			this.attemptedAt.add(this.time.now(java.util.concurrent.TimeUnit.MILLISECONDS));
			CustomerIoException failure = this.failures.poll();
			return (failure != null) ? Mono.error(failure)
					: Mono.just(new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]));
		}), this.unsafe, Duration.ofSeconds(60), new Overtaking());
	}

	private Disposable send(CustomerIoRequest request) {
		return transport().send(request).subscribe(this.outcomes::add, this.outcomes::add);
	}

	private void failWith(CustomerIoException... errors) {
		this.failures.addAll(List.of(errors));
	}

	private static CustomerIoException status(int status) {
		return new CustomerIoResponseException(REQUEST, status, List.of(), null);
	}

}
