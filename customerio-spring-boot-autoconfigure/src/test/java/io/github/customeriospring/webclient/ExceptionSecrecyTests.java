package io.github.customeriospring.webclient;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpServer;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no exception of {@link WebClientTransport} names a person or a key: neither
 * in messages, nor in causes, nor in what is suppressed.
 */
class ExceptionSecrecyTests {

	private static final List<CustomerIoRequest> REQUESTS = List.of(
			request(Quota.APP, HttpMethod.GET, "/v1/customers/{id}/attributes?email={email}", null),
			request(Quota.TRACK, HttpMethod.POST, "/api/v1/customers/{id}/events?email={email}",
					"{\"name\":\"x\",\"data\":{\"city\":\"Springfield\"}}".getBytes(StandardCharsets.UTF_8)));

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	static List<Fault> faults() {
		return List.of(Fault.status(400), Fault.status(400, "{\"message\":\"jane%40example.com, jane@example.com\"}"),
				Fault.unauthorized(), Fault.wrongRegion(), Fault.status(404), Fault.tooManyRequests("1"),
				Fault.dailyQuota(1), Fault.html(502), Fault.emptyBody(503), Fault.reset(), Fault.acceptThenReset());
	}

	@ParameterizedTest
	@MethodSource("faults")
	void answerThatIsAnErrorNamesNobody(Fault fault) {
		for (CustomerIoRequest request : REQUESTS) {
			this.customerIo.faults().next(1, fault);
			assertNamesNobody(TestTransports.to(this.customerIo.url()).send(request));
		}
	}

	@Test
	void connectionThatIsRefusedNamesNobody() {
		for (CustomerIoRequest request : REQUESTS) {
			assertNamesNobody(TestTransports.to(TestTransports.closedUrl()).send(request));
		}
	}

	@Test
	void connectorThatRepeatsByItselfNamesNobody() {
		for (CustomerIoRequest request : REQUESTS) {
			assertNamesNobody(TestTransports.repeating(this.customerIo.url()).send(request));
		}
	}

	@Test
	void answerThatBreaksOffNamesNobody() {
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((in, out) -> in.receive()
				.take(1)
				.thenMany(out.sendString(Mono.just("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"))))
			.bindNow();
		try {
			assertNamesNobody(TestTransports.to("http://127.0.0.1:" + server.port()).send(REQUESTS.get(0)));
		}
		finally {
			server.dispose();
		}
	}

	@Test
	void answerThatIsNoHttpNamesNobody() {
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((in, out) -> in.receive().take(1).thenMany(out.sendString(Mono.just("SSH-2.0-OpenSSH\r\n"))))
			.bindNow();
		try {
			assertNamesNobody(TestTransports.to("http://127.0.0.1:" + server.port()).send(REQUESTS.get(0)));
		}
		finally {
			server.dispose();
		}
	}

	@Test
	void answerThatIsTooLargeNamesNobody() {
		try (TestServer server = TestServer
			.answering((response) -> response.sendString(Mono.just("x".repeat(17 * 1024 * 1024))).then())) {
			assertNamesNobody(TestTransports.to(server.url()).send(REQUESTS.get(0)));
		}
	}

	@Test
	void timeoutNamesNobody() throws Exception {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		try (TestServer server = TestServer.silent()) {
			Mono<?> answer = TestTransports.to(server.url(), HttpClient.create(), time).send(REQUESTS.get(0)).cache();
			answer.subscribe((response) -> {
			}, (ex) -> {
			});
			server.arrived.await();
			time.advanceTimeBy(TestTransports.TIMEOUT);
			assertNamesNobody(answer);
		}
	}

	@Test
	void errorThatIsDroppedIsNotLogged() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		WebClient.Builder late = WebClient.builder()
			.baseUrl(this.customerIo.url())
			.filter((request, next) -> next.exchange(request)
				.doOnNext((response) -> time.advanceTimeBy(TestTransports.TIMEOUT)));
		Logger logger = (Logger) LoggerFactory.getLogger("reactor.core.publisher.Operators");
		ListAppender<ILoggingEvent> dropped = new ListAppender<>();
		dropped.start();
		logger.addAppender(dropped);
		try {
			assertNamesNobody(TestTransports.of(late, time).send(REQUESTS.get(0)));
			assertThat(dropped.list).isEmpty();
		}
		finally {
			logger.detachAppender(dropped);
		}
	}

	private static void assertNamesNobody(Mono<?> answer) {
		CustomerIoException ex = TestTransports.failure(CustomerIoException.class, answer);
		assertThat(ex).isNotNull();
		StringWriter everything = new StringWriter();
		// causes and suppressed ones included
		ex.printStackTrace(new PrintWriter(everything));
		assertThat(everything.toString() + ex).doesNotContain("jane", "Jane", "example.com", "Springfield",
				SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY, SimulatedCustomerIo.APP_API_KEY,
				Base64.getEncoder()
					.encodeToString((SimulatedCustomerIo.SITE_ID + ":" + SimulatedCustomerIo.API_KEY)
						.getBytes(StandardCharsets.UTF_8)));
	}

	private static CustomerIoRequest request(Quota quota, HttpMethod method, String path, byte[] body) {
		return new CustomerIoRequest("test", quota, method, path, List.of("Jane Doe", "jane@example.com"), body,
				Priority.INTERACTIVE, true, 1);
	}

}
