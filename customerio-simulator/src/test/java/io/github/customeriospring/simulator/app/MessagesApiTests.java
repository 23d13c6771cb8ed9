package io.github.customeriospring.simulator.app;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagesApi}.
 */
class MessagesApiTests {

	private final ApiTester api = new ApiTester();

	@BeforeEach
	void send() {
		this.api.call("POST", "/v1/send/email", """
				{"identifiers":{"id":"42"},"to":"a@example.com","from":"b@example.com","subject":"Hello",
				 "body":"<p>Hello</p>","transactional_message_id":3}""");
		this.api.call("POST", "/v1/send/sms", """
				{"identifiers":{"id":"42"},"transactional_message_id":4,"disable_message_retention":true}""");
	}

	@Test
	void messageIsWhatWasSent() {
		ApiTester.Answer answer = get("/v1/messages/SIM0000000001");
		assertThat(answer.at("/message/type")).isEqualTo("email");
		assertThat(answer.at("/message/recipient")).isEqualTo("a@example.com");
		assertThat(answer.at("/message/subject")).isEqualTo("Hello");
		assertThat(answer.at("/message/customer_id")).isEqualTo("42");
		assertThat(answer.at("/message/created")).isEqualTo("1800000000");
		assertThat(answer.at("/message/metrics/sent")).isEqualTo("1800000000");
	}

	@Test
	void archivedMessageIsThereUnlessItWasNotRetained() {
		assertThat(get("/v1/messages/SIM0000000001/archived_message").at("/archived_message/body"))
			.isEqualTo("<p>Hello</p>");
		assertThat(get("/v1/messages/SIM0000000002/archived_message").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "'', 2", "type=twilio, 1", "type=push, 0", "transactional_id=3, 1", "campaign_id=9, 0",
			"metric=sent, 2", "metric=opened, 0", "start_ts=1800000000&end_ts=1800000000, 2", "start_ts=1800000001, 0",
			"end_ts=1799999999, 0", "limit=1, 1" })
	void messagesAreThoseWhichTheQueryAsksFor(String query, int count) {
		assertThat(Json.MAPPER.readTree(get("/v1/messages?" + query).body()).at("/messages").size()).isEqualTo(count);
	}

	@Test
	void messagesWhenTimeIsNoNumberAreRejected() {
		assertThat(get("/v1/messages?start_ts=yesterday").status()).isEqualTo(400);
	}

	@Test
	void messageWhenUnknownIsNotFound() {
		assertThat(get("/v1/messages/SIM0000000009").status()).isEqualTo(404);
		assertThat(get("/v1/messages/SIM0000000001/others").status()).isEqualTo(404);
		assertThat(this.api.call("DELETE", "/v1/messages/SIM0000000001").status()).isEqualTo(404);
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
