package io.github.customeriospring.webclient;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.layer.Departure;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebClientTransport} where no answer comes.
 */
class NoAnswerTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@Test
	void connectionWhenRefusedSentNothingAndMayBeRepeated() {
		CustomerIoTransport nobody = TestTransports.to(TestTransports.closedUrl());
		CustomerIoNoResponseException ex = failure(nobody.send(TestTransports.message()));
		assertThat(ex).hasCauseInstanceOf(ConnectException.class).hasMessageEndingWith("; nothing was sent");
		assertThat(ex.isDeliveryUnknown()).isFalse();
		assertThat(ex.isRetryable()).isTrue();
	}

	@Test
	void connectionWhenResetAfterTheRequestIsUnknown() {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start()) {
			CustomerIoTransport transport = TestTransports.to(customerIo.url());
			customerIo.faults().next(2, Fault.acceptThenReset());
			CustomerIoNoResponseException message = failure(transport.send(TestTransports.message()));
			assertThat(message).hasRootCauseInstanceOf(IOException.class)
				.hasMessageEndingWith("; it may have been accepted");
			assertThat(message.isDeliveryUnknown()).isTrue();
			assertThat(message.isRetryable()).isFalse();
			assertThat(customerIo.deliveries()).hasSize(1);
			CustomerIoNoResponseException identify = failure(transport.send(TestTransports.identify()));
			assertThat(identify.isDeliveryUnknown()).isTrue();
			assertThat(identify.isRetryable()).isTrue();
			assertThat(customerIo.person("42").attributes()).containsEntry("plan", "pro");
		}
	}

	@Test
	void answerWhenAcceptedButBrokenOffIsUnknown() {
		CustomerIoNoResponseException ex = brokenOff("200 OK", CustomerIoNoResponseException.class);
		assertThat(ex.isDeliveryUnknown()).isTrue();
		assertThat(ex).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void answerWhenAnErrorAndBrokenOffKeepsItsStatus() {
		CustomerIoResponseException ex = brokenOff("503 Service Unavailable", CustomerIoResponseException.class);
		assertThat(ex.getStatus()).isEqualTo(503);
		assertThat(ex).hasMessageEndingWith(": an incomplete response");
	}

	private static <E extends CustomerIoException> E brokenOff(String status, Class<E> type) {
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((in, out) -> in.receive()
				.asString()
				.take(1)
				.thenMany(
						out.sendString(Mono.just("HTTP/1.1 " + status + "\r\nContent-Length: 100\r\n\r\n{\"errors\""))))
			.bindNow();
		try {
			return TestTransports.failure(type, TestTransports.to("http://127.0.0.1:" + server.port())
				.send(TestTransports.attributesOf("jane@example.com")));
		}
		finally {
			server.dispose();
		}
	}

	@Test
	void timeoutAfterTheRequestIsUnknownAndClosesTheConnection() throws Exception {
		try (TestServer server = TestServer.silent()) {
			StepVerifier.create(transportTo(server).send(TestTransports.message()))
				.then(() -> await(server))
				.then(() -> this.time.advanceTimeBy(TestTransports.TIMEOUT.minusNanos(1)))
				.then(() -> assertThat(server.disconnected.getCount()).isOne())
				.then(() -> this.time.advanceTimeBy(Duration.ofNanos(1)))
				.expectErrorSatisfies((ex) -> {
					assertThat(ex).hasCauseInstanceOf(TimeoutException.class)
						.hasMessageEndingWith("; it may have been accepted");
					assertThat(((CustomerIoNoResponseException) ex).isDeliveryUnknown()).isTrue();
					assertThat(((CustomerIoNoResponseException) ex).isRetryable()).isFalse();
				})
				.verify(Duration.ofSeconds(10));
			assertThat(server.disconnected.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void timeoutWhileTheAnswerComesCountsToo() {
		try (TestServer server = TestServer
			.answering((response) -> response.status(200).sendString(Mono.just("{").concatWith(Mono.never())))) {
			StepVerifier.create(transportTo(server).send(TestTransports.identify()))
				.then(() -> await(server))
				.then(() -> this.time.advanceTimeBy(TestTransports.TIMEOUT))
				.expectError(CustomerIoNoResponseException.class)
				.verify(Duration.ofSeconds(10));
		}
	}

	@Test
	void timeoutBeforeTheConnectionSentNothingAndKeepsTheRequestFromLeavingLater() {
		AtomicReference<ClientRequest> pending = new AtomicReference<>();
		AtomicInteger departures = new AtomicInteger();
		Departure departure = departures::incrementAndGet;
		WebClient.Builder connecting = WebClient.builder().exchangeFunction((request) -> {
			pending.set(request);
			return Mono.never();
		});
		StepVerifier
			.create(TestTransports.of(connecting, this.time)
				.send(TestTransports.message())
				.contextWrite((context) -> context.put(Departure.class, departure)))
			.then(() -> this.time.advanceTimeBy(TestTransports.TIMEOUT))
			.expectErrorSatisfies((ex) -> {
				assertThat(ex).hasMessageEndingWith("; nothing was sent");
				assertThat(((CustomerIoNoResponseException) ex).isDeliveryUnknown()).isFalse();
				assertThat(((CustomerIoNoResponseException) ex).isRetryable()).isTrue();
			})
			.verify(Duration.ofSeconds(10));
		MockClientHttpRequest late = new MockClientHttpRequest(pending.get().method(), pending.get().url());
		StepVerifier.create(pending.get().writeTo(late, ExchangeStrategies.withDefaults()))
			.verifyErrorMessage("An attempt must be sent only once");
		assertThat(late.isCommitted()).isFalse();
		assertThat(departures).hasValue(0);
	}

	@Test
	void cancellationClosesTheConnection() throws Exception {
		try (TestServer server = TestServer.silent()) {
			Disposable subscription = transportTo(server).send(TestTransports.identify()).subscribe();
			await(server);
			assertThat(server.disconnected.getCount()).isOne();
			subscription.dispose();
			assertThat(server.disconnected.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	private CustomerIoTransport transportTo(TestServer server) {
		return TestTransports.to(server.url(), HttpClient.create().disableRetry(true), this.time);
	}

	private static void await(TestServer server) {
		try {
			assertThat(server.arrived.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CustomerIoNoResponseException failure(Mono<?> answer) {
		return TestTransports.failure(CustomerIoNoResponseException.class, answer);
	}

}
