package io.github.customeriospring.webclient;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DisconnectedClientHelper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebClientTransport} where something between or somebody else answers.
 */
class HostileAnswersTests {

	private static final String JSON = "200 OK\r\nContent-Type: application/json";

	private static final String REFUSED = """
			{"errors":[{"reason":"invalid","field":"name","message":"too long"}]}""";

	@ParameterizedTest
	@ValueSource(strings = { "<!DOCTYPE html><html>Log in</html>", "OK", "{\"cut\":", "[]", "null", "\u0001\u0002" })
	void successThatIsNoObjectIsNoAcceptanceOfATrackCall(String body) {
		try (RawServer server = RawServer.answering(JSON, body)) {
			CustomerIoNoResponseException ex = failure(CustomerIoNoResponseException.class, server,
					TestTransports.identify());
			assertThat(ex.isRetryable()).isTrue();
			assertThat(ex.isDeliveryUnknown()).isTrue();
			assertThat(ex).hasMessageContaining(
					"a response 200 that is not Customer.io's, application/json of " + body.length() + " bytes");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>Log in</html>", "OK" })
	void successThatIsNoJsonLeavesAMessageUnknown(String body) {
		try (RawServer server = RawServer.answering("200 OK\r\nContent-Type: text/html", body)) {
			CustomerIoNoResponseException ex = failure(CustomerIoNoResponseException.class, server,
					TestTransports.message());
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isDeliveryUnknown()).isTrue();
			assertThat(ex).hasMessageContaining("text/html of ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "200 OK\r\nContent-Type: text/html", "206 Partial Content" })
	void successOfAnotherKindIsNoAcceptanceEvenWhenEmpty(String status) {
		try (RawServer server = RawServer.answering(status, "")) {
			assertThat(failure(CustomerIoNoResponseException.class, server, TestTransports.identify()).isRetryable())
				.isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "200 OK", "202 Accepted", "204 No Content" })
	void successWithoutBodyIsAnAcceptance(String status) {
		try (RawServer server = RawServer.answering(status, "")) {
			assertThat(send(server, TestTransports.identify()).body()).isEmpty();
		}
	}

	@Test
	void listIsAnAnswerOfTheAppApi() {
		try (RawServer server = RawServer.answering(JSON, " [1] \n")) {
			assertThat(send(server, TestTransports.attributesOf("42")).bodyAsString()).isEqualTo(" [1] \n");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "200 OK", "207 Multi-Status" })
	void successThatNamesErrorsIsARefusal(String status) {
		try (RawServer server = RawServer.answering(status, REFUSED)) {
			CustomerIoResponseException ex = failure(CustomerIoResponseException.class, server,
					TestTransports.identify());
			assertThat(ex).hasMessageEndingWith(": name: too long");
			assertThat(ex.getErrors()).containsExactly(new CustomerIoError("invalid", "name", "too long", null));
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isDeliveryUnknown()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "200 OK", "207 Multi-Status" })
	void errorsOfABatchAreLeftToWhoKnowsItsOperations(String status) {
		try (RawServer server = RawServer.answering(status, REFUSED)) {
			CustomerIoRequest batch = CustomerIoRequest.track("batch", "/api/v2/batch", "{}".getBytes());
			assertThat(send(server, batch).bodyAsString()).isEqualTo(REFUSED);
		}
	}

	@Test
	void refusalWhoseBodyBreaksOffSaysSo() {
		try (RawServer server = RawServer.start((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n{\"errors\"");
		})) {
			assertThat(failure(CustomerIoResponseException.class, server, TestTransports.identify()))
				.hasMessageEndingWith(": an incomplete response");
		}
	}

	@Test
	void successThatIsTooLargeIsNotAskedForAgain() {
		try (RawServer server = RawServer.answering(JSON, "x".repeat(17 * 1024 * 1024))) {
			CustomerIoResponseException ex = failure(CustomerIoResponseException.class, server,
					TestTransports.identify());
			assertThat(ex).hasMessageEndingWith(": a response of more than 16777216 bytes");
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isDeliveryUnknown()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "301 Moved Permanently", "302 Found", "304 Not Modified" })
	void redirectToNowhereIsNotExplainedByTheRegion(String status) {
		try (RawServer server = RawServer.answering(status, "")) {
			assertThat(failure(CustomerIoResponseException.class, server, TestTransports.identify()))
				.hasMessageEndingWith("attempt 1)");
		}
	}

	@Test
	void textOfTheServerStaysOneLine() {
		String text = "bad\n2026-11-26T00:00:00.000Z ERROR 1 --- FORGED\r\u001b[31m\u2028x";
		String body = JsonMapper.shared().writeValueAsString(Map.of("message", text));
		try (RawServer server = RawServer.answering("400 Bad Request", body)) {
			CustomerIoResponseException ex = failure(CustomerIoResponseException.class, server,
					TestTransports.identify());
			assertThat(ex.getErrors()).singleElement()
				.extracting(CustomerIoError::message)
				.isEqualTo("bad 2026-11-26T00:00:00.000Z ERROR 1 --- FORGED  [31m x");
			assertThat(ex.getMessage()).doesNotContainPattern("\\p{Cntrl}|\u2028");
		}
	}

	@Test
	void manyErrorsAreQuotedInPart() {
		String body = Stream.generate(() -> "{\"message\":\"" + "bad ".repeat(120) + "\"}")
			.limit(1000)
			.collect(Collectors.joining(",", "{\"errors\":[", "]}"));
		try (RawServer server = RawServer.answering("400 Bad Request", body)) {
			CustomerIoResponseException ex = failure(CustomerIoResponseException.class, server,
					TestTransports.identify());
			assertThat(ex.getErrors()).hasSize(1000);
			assertThat(ex.getMessage()).hasSizeLessThan(3_000);
		}
	}

	@Test
	void largeAnswerIsReadAwayFromTheEventLoop() {
		try (RawServer server = RawServer.answering(JSON, "{\"a\":\"" + "x".repeat(100_000) + "\"}")) {
			String thread = TestTransports.to(server.url())
				.send(TestTransports.attributesOf("42"))
				.map((answer) -> Thread.currentThread().getName())
				.block();
			assertThat(thread).startsWith("boundedElastic");
		}
		try (RawServer server = RawServer.answering(JSON, "{}")) {
			String thread = TestTransports.to(server.url())
				.send(TestTransports.attributesOf("42"))
				.map((answer) -> Thread.currentThread().getName())
				.block();
			assertThat(thread).startsWith("reactor-http");
		}
	}

	static Stream<RawServer.Script> resets() {
		return Stream.of(RawServer.Connection::reset, (connection) -> {
			connection.readRequest();
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("H");
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
			connection.reset();
		});
	}

	@ParameterizedTest
	@MethodSource("resets")
	void resetIsNeverTakenForTheCallersOwnClientGoingAway(RawServer.Script reset) {
		try (RawServer server = RawServer.start(reset)) {
			CustomerIoException ex = failure(CustomerIoNoResponseException.class, server, TestTransports.identify());
			assertThat(DisconnectedClientHelper.isClientDisconnectedException(ex)).isFalse();
			assertThat(ex.isRetryable()).isTrue();
			assertThat(ex.getStackTrace()).isEmpty();
		}
	}

	static List<CustomerIoRequest> requests() {
		return List.of(TestTransports.message(), TestTransports.attributesOf("42"));
	}

	@ParameterizedTest
	@MethodSource("requests")
	void headerThatCannotBeSentIsAMistakeAndNotRepeated(CustomerIoRequest request) {
		try (RawServer server = RawServer.answering(JSON, "{}")) {
			CustomerIoTransport transport = TestTransports.of(
					WebClient.builder().baseUrl(server.url()).defaultHeader("X-Key", "line\nbreak"),
					Schedulers.parallel());
			CustomerIoNotSentException ex = TestTransports.failure(CustomerIoNotSentException.class,
					transport.send(request));
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isDeliveryUnknown()).isFalse();
			assertThat(ex).hasCauseInstanceOf(IllegalArgumentException.class)
				.hasMessageEndingWith("; nothing was sent");
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void templateWithTooFewVariablesIsAMistakeAndNotRepeated() {
		CustomerIoRequest request = new CustomerIoRequest("segment", Quota.APP, HttpMethod.GET, "/v1/segments/{id}",
				List.of(), null, Priority.INTERACTIVE, true, 1);
		try (RawServer server = RawServer.answering(JSON, "{}")) {
			assertThat(failure(CustomerIoNotSentException.class, server, request).isRetryable()).isFalse();
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void exceptionsKnowTheirCall() {
		CustomerIoRequest third = TestTransports.message().withAttempt(3);
		try (RawServer server = RawServer.answering("400 Bad Request", "")) {
			CustomerIoException ex = failure(CustomerIoResponseException.class, server, third);
			assertThat(ex.getOperation()).isEqualTo("send email");
			assertThat(ex.getQuota()).isEqualTo(Quota.TRANSACTIONAL);
			assertThat(ex.getAttempts()).isEqualTo(3);
		}
	}

	private static CustomerIoResponse send(RawServer server, CustomerIoRequest request) {
		return TestTransports.to(server.url()).send(request).block(Duration.ofSeconds(20));
	}

	private static <E extends CustomerIoException> E failure(Class<E> type, RawServer server,
			CustomerIoRequest request) {
		return TestTransports.failure(type, TestTransports.to(server.url()).send(request));
	}

}
