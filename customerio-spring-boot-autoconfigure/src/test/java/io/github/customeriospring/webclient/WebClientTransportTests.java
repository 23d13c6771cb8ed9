package io.github.customeriospring.webclient;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebClientTransport} where there is an answer.
 */
class WebClientTransportTests {

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final CustomerIoTransport transport = TestTransports.to(this.customerIo.url());

	private final AtomicInteger departures = new AtomicInteger();

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void sendWhenAcceptedReturnsTheAnswer() {
		CustomerIoResponse response = this.transport.send(TestTransports.identify()).block();
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers().getContentType()).hasToString("application/json");
		assertThat(response.bodyAsString()).isEqualTo("{}\n");
		assertThat(this.customerIo.person("42").attributes()).containsEntry("plan", "pro");
	}

	@Test
	void sendToTheTrackApiIsAPostOfJsonWithBasicCredentials() {
		this.transport.send(TestTransports.identify()).block();
		RecordedRequest request = this.customerIo.requests().get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/api/v2/entity");
		assertThat(request.headers()).containsEntry("content-type", "application/json")
			.containsEntry("authorization", RecordedRequest.REDACTED);
		assertThat(request.body()).isEqualTo(TestTransports.identify().bodyAsString());
	}

	@Test
	void sendToTheAppApiWithoutBodyHasNoContentType() {
		this.transport.send(TestTransports.identify()).block();
		CustomerIoResponse response = this.transport.send(TestTransports.attributesOf("42")).block();
		assertThat(response.bodyAsString()).contains("\"plan\":\"pro\"");
		RecordedRequest request = this.customerIo.requests().get(1);
		assertThat(request.method()).isEqualTo("GET");
		assertThat(request.headers()).doesNotContainKey("content-type");
		assertThat(request.body()).isEmpty();
	}

	@Test
	void sendWhenTheAnswerHasNoBodyReturnsIt() {
		this.customerIo.faults().next(1, Fault.emptyBody(204));
		CustomerIoResponse response = this.transport.send(TestTransports.identify()).block();
		assertThat(response.status()).isEqualTo(204);
		assertThat(response.bodyAsString()).isEmpty();
	}

	@Test
	void sendWhenNotSubscribedSendsNothing() {
		Mono<CustomerIoResponse> answer = this.transport.send(TestTransports.identify());
		assertThat(this.customerIo.requests()).isEmpty();
		answer.block();
		answer.block();
		assertThat(this.customerIo.requests()).hasSize(2);
	}

	@Test
	void sendKeepsTheContext() {
		List<String> seen = new ArrayList<>();
		WebClient.Builder builder = WebClient.builder()
			.baseUrl(this.customerIo.url())
			.filter((request, next) -> Mono.deferContextual((context) -> {
				seen.add(context.get("trace"));
				return next.exchange(request);
			}));
		TestTransports.of(builder, Schedulers.parallel())
			.send(TestTransports.identify())
			.contextWrite((context) -> context.put("trace", "abc"))
			.block();
		assertThat(seen).containsExactly("abc");
	}

	@Test
	void departureIsToldOnceForEachExchange() {
		Mono<CustomerIoResponse> answer = counted(this.transport.send(TestTransports.identify()));
		answer.block();
		assertThat(this.departures).hasValue(1);
		answer.block();
		assertThat(this.departures).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 429, 503 })
	void departureWhenTheAnswerIsAnErrorIsToldOnce(int status) {
		this.customerIo.faults().next(1, Fault.status(status));
		counted(this.transport.send(TestTransports.identify())).onErrorComplete().block();
		assertThat(this.departures).hasValue(1);
	}

	@Test
	void departureWhenThereIsNoBodyIsToldOnce() {
		counted(this.transport.send(TestTransports.attributesOf("42"))).onErrorComplete().block();
		assertThat(this.departures).hasValue(1);
	}

	@Test
	void departureWhenTheConnectionIsResetIsToldOnce() {
		this.customerIo.faults().next(1, Fault.reset());
		counted(this.transport.send(TestTransports.identify())).onErrorComplete().block();
		assertThat(this.departures).hasValue(1);
	}

	@Test
	void departureWhenTheConnectorRepeatsByItselfIsToldOnceAndNothingIsSentAgain() {
		CustomerIoTransport repeating = TestTransports.repeating(this.customerIo.url());
		CustomerIoNoResponseException ex = TestTransports.failure(CustomerIoNoResponseException.class,
				counted(repeating.send(TestTransports.message())));
		assertThat(ex).hasMessageContaining("An attempt must be sent only once");
		assertThat(ex.isRetryable()).isFalse();
		assertThat(this.departures).hasValue(1);
		assertThat(this.customerIo.requests()).hasSize(1);
	}

	@Test
	void departureWhenNobodyListensIsNotTold() {
		CustomerIoTransport nobody = TestTransports.to(TestTransports.closedUrl());
		counted(nobody.send(TestTransports.identify())).onErrorComplete().block();
		assertThat(this.departures).hasValue(0);
	}

	@Test
	void sendWithoutCredentialsIsRefusedByTheNameOfTheProperty() {
		WebClient client = WebClient.create(this.customerIo.url());
		CustomerIoNotSentException noTrack = TestTransports.failure(CustomerIoNotSentException.class,
				counted(transport(null, client).send(TestTransports.identify())));
		assertThat(noTrack).hasMessage("person identify (POST /api/v2/entity, quota track, attempt 1) needs "
				+ "'customerio.site-id' and 'customerio.api-key'");
		CustomerIoNotSentException noApp = TestTransports.failure(CustomerIoNotSentException.class,
				counted(transport(client, null).send(TestTransports.message())));
		assertThat(noApp).hasMessage(
				"send email (POST /v1/send/email, quota transactional, attempt 1) needs " + "'customerio.app-api-key'");
		assertThat(this.departures).hasValue(0);
		assertThat(this.customerIo.requests()).isEmpty();
	}

	private static WebClientTransport transport(WebClient track, WebClient app) {
		return new WebClientTransport(track, app, TestTransports.TIMEOUT, TestTransports.TIMEOUT, Schedulers.parallel(),
				InstantSource.system());
	}

	private Mono<CustomerIoResponse> counted(Mono<CustomerIoResponse> answer) {
		Departure departure = this.departures::incrementAndGet;
		return answer.contextWrite((context) -> context.put(Departure.class, departure));
	}

}
