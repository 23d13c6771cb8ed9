package io.github.customeriospring.observation;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.CustomerIoTransport;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.http.HttpHeaders;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

/**
 * Tests for {@link ObservedTransport} and {@link ObservedAttempts}.
 */
class ObservedTransportTests {

	private static final CustomerIoResponse OK = new CustomerIoResponse(200, HttpHeaders.EMPTY, new byte[0]);

	private static final CustomerIoRequest REQUEST = CustomerIoRequest.track("person identify", "/x", new byte[0]);

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void sendObservesNothingBeforeSubscription() {
		observed((request) -> Mono.just(OK)).send(REQUEST);
		assertThat(this.registry).doesNotHaveAnyObservation();
	}

	@Test
	void sendWhenAcceptedIsObservedOnce() {
		StepVerifier.create(observed(new ObservedAttempts(this.registry, (request) -> Mono.just(OK))).send(REQUEST))
			.expectNext(OK)
			.verifyComplete();
		assertThat(this.registry).hasNumberOfObservationsEqualTo(1)
			.hasObservationWithNameEqualTo("customerio.request")
			.that()
			.hasBeenStarted()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("operation", "person identify")
			.hasLowCardinalityKeyValue("quota", "track")
			.hasLowCardinalityKeyValue("outcome", "accepted")
			.hasLowCardinalityKeyValue("retried", "false")
			.hasHighCardinalityKeyValue("attempts", "1")
			.hasEvent("permit", "permit of attempt 1");
	}

	@Test
	void sendWhenRetriedSaysSo() {
		ObservedAttempts attempts = new ObservedAttempts(this.registry, (request) -> Mono.just(OK));
		observed((request) -> attempts.send(request).then(attempts.send(request.withAttempt(2)))).send(REQUEST).block();
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.request")
			.that()
			.hasLowCardinalityKeyValue("retried", "true")
			.hasHighCardinalityKeyValue("attempts", "2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "onStart", "onEvent", "onScopeOpened", "onScopeClosed", "onStop" })
	void acceptedAnswerStaysOneWhenAHandlerThrows(String stage) {
		this.registry.observationConfig().observationHandler(throwingAt(stage));
		CustomerIoTransport transport = observed(new ObservedAttempts(this.registry, (request) -> Mono.just(OK)));
		StepVerifier.create(transport.send(REQUEST)).expectNext(OK).verifyComplete();
		assertThatObject(this.registry.getCurrentObservationScope()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "onStart", "onEvent", "onScopeOpened", "onScopeClosed", "onError", "onStop" })
	void errorStaysTheSameWhenAHandlerThrows(String stage) {
		this.registry.observationConfig().observationHandler(throwingAt(stage));
		Throwable error = new CustomerIoResponseException(REQUEST, 400, List.of(), null);
		CustomerIoTransport transport = observed(new ObservedAttempts(this.registry, (request) -> Mono.error(error)));
		StepVerifier.create(transport.send(REQUEST)).verifyErrorSatisfies((ex) -> assertThat(ex).isSameAs(error));
	}

	private static ObservationHandler<?> throwingAt(String stage) {
		return (ObservationHandler<?>) Proxy.newProxyInstance(ObservedTransportTests.class.getClassLoader(),
				new Class<?>[] { ObservationHandler.class }, (proxy, method, arguments) -> {
					if (method.getName().equals(stage)) {
						throw new IllegalStateException("handler at " + stage);
					}
					return (method.getReturnType() == boolean.class) ? Boolean.TRUE : null;
				});
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void sendWhenItFailsTellsTheOutcome(Throwable error, String outcome) {
		StepVerifier.create(observed((request) -> Mono.error(error)).send(REQUEST))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isSameAs(error));
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.request")
			.that()
			.hasBeenStopped()
			.hasError(error)
			.hasLowCardinalityKeyValue("outcome", outcome);
	}

	static Stream<Arguments> outcomes() {
		return Stream.of(Arguments.of(new CustomerIoThrottledException(REQUEST, List.of(), null, false), "throttled"),
				Arguments.of(new CustomerIoResponseException(REQUEST, 400, List.of(), null), "rejected"),
				Arguments.of(new CustomerIoResponseException(REQUEST, 500, List.of(), null), "failed"),
				Arguments.of(new CustomerIoResponseException(REQUEST, 503, List.of(), null), "failed"),
				Arguments.of(new CustomerIoResponseException(REQUEST, 301, List.of(), null), "failed"),
				Arguments.of(new CustomerIoNoResponseException(REQUEST, new IOException("x"), true), "no-answer"),
				Arguments.of(new CustomerIoNotSentException(CustomerIoNotSentException.Reason.LINE_FULL, "full"),
						"not-sent"),
				Arguments.of(new IllegalStateException("x"), "error"));
	}

	@Test
	void sendWhenCancelledStopsTheObservationAndCancelsTheCall() {
		TestPublisher<CustomerIoResponse> call = TestPublisher.create();
		observed((request) -> call.mono()).send(REQUEST).subscribe().dispose();
		call.assertCancelled();
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.request")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", "cancelled");
	}

	@Test
	void sendWhenCancelledAfterItsAnswerStaysAccepted() {
		AtomicInteger stops = new AtomicInteger();
		this.registry.observationConfig().observationHandler(new StopCounter(stops));
		observed((request) -> Mono.just(OK)).send(REQUEST).flux().take(1).blockLast();
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.request")
			.that()
			.hasLowCardinalityKeyValue("outcome", "accepted");
		assertThat(stops).hasValue(1);
	}

	@Test
	void observationIsStoppedWhenTheCallerHearsOfTheAnswer() {
		AtomicInteger stops = new AtomicInteger();
		this.registry.observationConfig().observationHandler(new StopCounter(stops));
		observed((request) -> Mono.just(OK)).send(REQUEST).doOnNext((answer) -> assertThat(stops).hasValue(1)).block();
		assertThat(stops).hasValue(1);
	}

	@Test
	void sendWhenItCompletesWithoutAnAnswerStopsTheObservation() {
		observed((request) -> Mono.empty()).send(REQUEST).block();
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.request")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", "accepted");
	}

	@Test
	void batchIsBelowItsOnlyOperationAndBelowNobodyWhenItCarriesMore() {
		Observation caller = Observation.start("caller", this.registry);
		Observation one = Observation.start("one", this.registry);
		Observation other = Observation.start("other", this.registry);
		assertThat(parentOfBatch(caller, List.of(one))).isSameAs(one);
		assertThat(parentOfBatch(caller, List.of(one, other))).isNull();
	}

	private ObservationView parentOfBatch(Observation caller, List<Observation> operations) {
		AtomicReference<ObservationView> parent = new AtomicReference<>();
		observed((request) -> Mono.deferContextual((context) -> {
			parent.set(context.<Observation>get(CallerObservation.KEY).getContext().getParentObservation());
			return Mono.just(OK);
		})).send(REQUEST)
			.contextWrite((context) -> context.put(CallerObservation.KEY, caller)
				.put(CarriedOperations.class, new CarriedOperations(operations)))
			.block();
		return parent.get();
	}

	@Test
	void conventionOfTheUserNamesTheObservation() {
		CustomerIoRequestObservationConvention own = new CustomerIoRequestObservationConvention() {

			@Override
			public String getName() {
				return "messages";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(CustomerIoRequestObservationContext context) {
				return KeyValues.of("to", context.getRequest().quota().id());
			}

		};
		new ObservedTransport(this.registry, own, (request) -> Mono.just(OK)).send(REQUEST).block();
		assertThat(this.registry).hasObservationWithNameEqualTo("messages")
			.that()
			.hasLowCardinalityKeyValue("to", "track");
	}

	@Test
	void attemptWithoutAnObservedCallIsSentAllTheSame() {
		assertThat(new ObservedAttempts(this.registry, (request) -> Mono.just(OK)).send(REQUEST).block()).isSameAs(OK);
	}

	@Test
	void closeClosesWhatIsBelow() throws Exception {
		AtomicInteger closed = new AtomicInteger();
		observed(new Closeable(closed)).close();
		assertThat(closed).hasValue(1);
	}

	private ObservedTransport observed(CustomerIoTransport next) {
		return new ObservedTransport(this.registry, CustomerIoRequestObservationConvention.DEFAULT, next);
	}

	private record StopCounter(AtomicInteger stops) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			this.stops.incrementAndGet();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	private record Closeable(AtomicInteger closed) implements CustomerIoTransport, AutoCloseable {

		@Override
		public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
			return Mono.empty();
		}

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

	}

}
