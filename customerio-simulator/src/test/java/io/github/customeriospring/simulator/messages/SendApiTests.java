package io.github.customeriospring.simulator.messages;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.workspace.SimulatedDelivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendApi} and {@link SendRules}.
 */
class SendApiTests {

	private final ApiTester api = new ApiTester();

	@Test
	void sendEmailAnswersWithADeliveryAndCreatesThePerson() {
		ApiTester.Answer answer = email("\"send_at\":1800000060");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"delivery_id\":\"SIM0000000001\"", "\"queued_at\":1800000000",
				"\"send_at\":1800000060");
		assertThat(this.api.workspace.people()).containsOnlyKeys("42");
		assertThat(this.api.workspace.deliveries()).singleElement().satisfies((delivery) -> {
			assertThat(delivery.channel()).isEqualTo("email");
			assertThat(delivery.person()).isEqualTo("id:42");
			assertThat(delivery.request()).containsEntry("to", "a@example.com");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "push", "sms", "whatsapp", "in_app", "inbox_message" })
	void sendOnOtherChannelsNeedsAMessageId(String channel) {
		assertThat(send(channel, "{\"identifiers\":{\"id\":\"42\"},\"transactional_message_id\":\"welcome\"}").status())
			.isEqualTo(200);
		assertThat(send(channel, "{\"identifiers\":{\"id\":\"42\"}}").status()).isEqualTo(400);
		assertThat(this.api.workspace.deliveries()).extracting(SimulatedDelivery::channel).containsExactly(channel);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{}", "{\"identifiers\":{}}", "{\"identifiers\":{\"id\":\"\"}}",
			"{\"identifiers\":{\"id\":\"1\",\"email\":\"a@example.com\"},\"to\":\"a\",\"transactional_message_id\":1}",
			"{\"identifiers\":{\"phone\":\"1\"},\"to\":\"a\",\"transactional_message_id\":1}",
			"{\"identifiers\":{\"id\":\"1\"},\"transactional_message_id\":1}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"body\":\"b\",\"subject\":\"s\"}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"transactional_message_id\":1,\"message_data\":[]}",
			"{\"identifiers\":{\"id\":true},\"to\":\"a\",\"transactional_message_id\":1}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"transactional_message_id\":0}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":[\"a\"],\"transactional_message_id\":1}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"transactional_message_id\":1,\"tracked\":\"no\"}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"transactional_message_id\":1,\"headers\":[]}",
			"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"transactional_message_id\":1,\"attachments\":{\"a\":\"?\"}}" })
	void sendEmailWhenInvalidIsRejectedInItsEnvelope(String body) {
		ApiTester.Answer answer = send("email", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).startsWith("{\"meta\":{\"error\":\"");
		assertThat(this.api.workspace.deliveries()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sms", "whatsapp" })
	void sendToAPhoneWhenNumberIsNotInternationalIsRejected(String channel) {
		String message = "{\"identifiers\":{\"id\":\"1\"},\"transactional_message_id\":1,\"to\":\"%s\"}";
		assertThat(send(channel, message.formatted("+15555550100")).status()).isEqualTo(200);
		assertThat(send(channel, message.formatted("5555550100")).status()).isEqualTo(400);
	}

	@Test
	void sendEmailWithoutMessageIdNeedsBodySubjectAndFrom() {
		assertThat(send("email",
				"{\"identifiers\":{\"id\":\"1\"},\"to\":\"a\",\"body\":\"b\",\"subject\":\"s\",\"from\":\"f\"}")
			.status()).isEqualTo(200);
	}

	@Test
	void sendEmailWhenSendAtIsMoreThanNinetyDaysAheadIsRejected() {
		long ninetyDays = 90 * 86_400;
		assertThat(email("\"send_at\":" + (ApiTester.NOW + ninetyDays)).status()).isEqualTo(200);
		assertThat(email("\"send_at\":" + (ApiTester.NOW + ninetyDays + 1)).status()).isEqualTo(400);
		assertThat(email("\"send_at\":\"tomorrow\"").status()).isEqualTo(400);
	}

	@Test
	void sendEmailWhenThereAreMoreThanFifteenRecipientsIsRejected() {
		assertThat(email("\"cc\":\"" + addresses(7) + "\",\"bcc\":\"" + addresses(7) + "\"").status()).isEqualTo(200);
		assertThat(email("\"cc\":\"" + addresses(8) + "\",\"bcc\":\"" + addresses(7) + "\"").status()).isEqualTo(400);
	}

	@Test
	void sendEmailWhenTooLargeIsRejected() {
		assertThat(email("\"body\":\"" + "x".repeat(1_000_000) + "\"").status()).isEqualTo(413);
		assertThat(email("\"attachments\":{\"a.pdf\":\"" + "x".repeat(1_000_000) + "\"}").status()).isEqualTo(200);
		assertThat(email("\"attachments\":{\"a.pdf\":\"" + "x".repeat(2_000_000) + "\"}").status()).isEqualTo(413);
	}

	@Test
	void sendWhenChannelOrMethodIsUnknownIsNotFound() {
		assertThat(send("fax", "{}").status()).isEqualTo(404);
		assertThat(this.api.call("GET", "/v1/send/email").status()).isEqualTo(404);
	}

	private static String addresses(int count) {
		return IntStream.range(0, count).mapToObj((i) -> i + "@example.com").collect(Collectors.joining(","));
	}

	private ApiTester.Answer email(String more) {
		return send("email", "{\"identifiers\":{\"id\":\"42\"},\"to\":\"a@example.com\",\"transactional_message_id\":3,"
				+ more + "}");
	}

	private ApiTester.Answer send(String channel, String body) {
		return this.api.call("POST", "/v1/send/" + channel, body);
	}

}
