package io.github.customeriospring.app.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TransactionalMessageTests {

	private static final Identifier JANE = Identifier.id("42");

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@Test
	void emailHasEveryFieldThatWasSet() {
		JsonNode json = json(TransactionalMessage.email(Identifier.email("jane@example.com"))
			.template("receipt")
			.to("Jane <jane@example.com>", "jim@example.com")
			.cc("cc@example.com")
			.bcc("bcc@example.com")
			.fakeBcc(true)
			.from("shop@example.com")
			.replyTo("help@example.com")
			.subject("Thank you")
			.preheader("It is on its way")
			.body("<p>hi</p>")
			.bodyPlain("hi\nthere")
			.bodyAmp("<html>")
			.header("X-Order", "7")
			.header("X-Shop", "a")
			.messageData(Map.of("at", NOW, "lines", new int[] { 1 }))
			.tracked(false)
			.sendToUnsubscribed(false)
			.disableCssPreprocessing(true)
			.disableMessageRetention(true)
			.queueDraft(true)
			.autoCreate(true)
			.language("de"));
		assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
				{"identifiers":{"email":"jane@example.com"},"transactional_message_id":"receipt",
				"to":"Jane <jane@example.com>,jim@example.com","cc":"cc@example.com","bcc":"bcc@example.com",
				"fake_bcc":true,"from":"shop@example.com","reply_to":"help@example.com","subject":"Thank you",
				"preheader":"It is on its way","body":"<p>hi</p>","body_plain":"hi\\nthere","body_amp":"<html>",
				"headers":{"X-Order":"7","X-Shop":"a"},"message_data":{"at":1767225600,"lines":[1]},"tracked":false,
				"send_to_unsubscribed":false,"disable_css_preprocessing":true,"disable_message_retention":true,
				"queue_draft":true,"auto_create":true,"language":"de"}"""));
	}

	@Test
	void pushHasEveryFieldThatWasSet() {
		JsonNode json = json(TransactionalMessage.push(Identifier.cioId("a1"))
			.template(3)
			.to("last_used")
			.title("Hi")
			.message("there")
			.imageUrl("https://example.com/a.png")
			.link("app://order/7")
			.sound("default")
			.customData(Map.of("a", "b"))
			.customDevice(Map.of("token", "t"))
			.customPayload(Map.of("ios", Map.of("aps", 1)))
			.sendToUnsubscribed(true));
		assertThat(json).isEqualTo(JsonMapper.shared()
			.readTree(
					"""
							{"identifiers":{"cio_id":"a1"},"transactional_message_id":3,"to":"last_used","title":"Hi","message":"there",
							"image_url":"https://example.com/a.png","link":"app://order/7","sound":"default","custom_data":{"a":"b"},
							"custom_device":{"token":"t"},"custom_payload":{"ios":{"aps":1}},"send_to_unsubscribed":true}"""));
	}

	@Test
	void phoneMessageHasEveryFieldThatWasSet() {
		JsonNode json = json(TransactionalMessage.sms(JANE)
			.template(3)
			.to("+15551234567")
			.from("+15557654321")
			.tracked(true)
			.sendToUnsubscribed(false));
		assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
				{"identifiers":{"id":"42"},"transactional_message_id":3,"to":"+15551234567","from":"+15557654321",
				"tracked":true,"send_to_unsubscribed":false}"""));
	}

	static Stream<Map.Entry<String, TransactionalMessage>> channels() {
		return Stream.of(Map.entry("email", TransactionalMessage.email(JANE).template(1).to("a@example.com").build()),
				Map.entry("push", TransactionalMessage.push(JANE).template(1).build()),
				Map.entry("sms", TransactionalMessage.sms(JANE).template(1).build()),
				Map.entry("whatsapp", TransactionalMessage.whatsApp(JANE).template(1).build()),
				Map.entry("in_app", TransactionalMessage.inApp(JANE).template(1).build()),
				Map.entry("inbox_message", TransactionalMessage.inbox(JANE).template(1).build()));
	}

	@ParameterizedTest
	@MethodSource("channels")
	void requestGoesToTheChannelAndIsNotRepeatable(Map.Entry<String, TransactionalMessage> message) {
		CustomerIoRequest request = message.getValue().toRequest();
		assertThat(request.path()).isEqualTo("/v1/send/" + message.getKey());
		assertThat(request.quota()).isEqualTo(Quota.TRANSACTIONAL);
		assertThat(request.idempotent()).isFalse();
		assertThat(message.getValue())
			.hasToString(message.getKey() + " message of " + request.body().length + " bytes");
	}

	@Test
	void messageWhenItsDataChangeLaterStaysAsItWas() {
		Map<String, Object> data = new HashMap<>(Map.of("a", 1));
		PushBuilder builder = TransactionalMessage.push(JANE).template(1).messageData(data);
		data.put("a", 2);
		TransactionalMessage message = builder.build();
		builder.template(9);
		assertThat(json(message).at("/message_data/a").intValue()).isOne();
		assertThat(json(message).path("transactional_message_id").intValue()).isOne();
	}

	@Test
	void messageDataKeepsTheNamesAndNullsOfTheApplication() {
		assertThat(json(TransactionalMessage.inApp(JANE)
			.template(1)
			.messageData(new HashMap<>(Map.of("order", new Order("A1", null))))).path("message_data"))
			.hasToString("{\"order\":{\"orderNumber\":\"A1\",\"coupon\":null}}");
	}

	@Test
	void sendAtIsCutToSecondsAndAtMost90DaysAhead() {
		InAppBuilder builder = new InAppBuilder("in_app", JANE, InstantSource.fixed(NOW)).template(1);
		Instant latest = Instant.parse("2026-04-01T00:00:00Z");
		assertThat(json(builder.sendAt(latest)).path("send_at").longValue()).isEqualTo(latest.getEpochSecond());
		assertThat(json(builder.sendAt(NOW.plusMillis(1500))).path("send_at").longValue())
			.isEqualTo(NOW.getEpochSecond() + 1);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.sendAt(latest.plusNanos(1)))
			.withMessage("'sendAt' must be at most 90 days ahead, was 2026-04-01T00:00:00.000000001Z");
	}

	@Test
	void emailHasAtMost15Recipients() {
		String[] ten = new String[10];
		Arrays.fill(ten, "jane@example.com");
		EmailBuilder builder = TransactionalMessage.email(JANE)
			.template(1)
			.to(ten)
			.cc("a@example.com", "b@example.com")
			.bcc("c@example.com", "d@example.com", "e@example.com");
		assertThat(builder.build()).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(builder.cc(ten)::build)
			.withMessage("'to', 'cc' and 'bcc' must have at most 15 addresses together, have 23");
	}

	@Test
	void messageHasAtMost1Megabyte() {
		int around = "{'identifiers':{'id':'42'},'transactional_message_id':1,'title':''}".length();
		PushBuilder builder = TransactionalMessage.push(JANE).template(1).title("x".repeat(1_000_000 - around));
		assertThat(builder.build().toRequest().body()).hasSize(1_000_000);
		assertThatIllegalArgumentException().isThrownBy(builder.title("x".repeat(1_000_001 - around))::build)
			.withMessage("A message must have at most 1000000 bytes without attachments, has 1000001");
	}

	static Stream<Consumer<EmailBuilder>> badFields() {
		return Stream.of((email) -> email.template(0), (email) -> email.template(""), (email) -> email.to(),
				(email) -> email.to("jane"), (email) -> email.to("a@example.com,b@example.com"),
				(email) -> email.cc((String) null), (email) -> email.to("a@example.com\r\nBcc: b@example.com"),
				(email) -> email.subject("a\r\nX-Evil: 1"), (email) -> email.from("a@example.com\n"),
				(email) -> email.header("a b", "1"), (email) -> email.header("X:", "1"),
				(email) -> email.header("X-Order", "1\r\nX-Evil: 1"), (email) -> email.header("X-Order", null),
				(email) -> email.body(" "), (email) -> email.body("half \ud83d"), (email) -> email.language(null),
				(email) -> email.sendAt(null), (email) -> email.messageData(null),
				(email) -> email.messageData(Map.of("a", Double.NaN)), (email) -> email.messageData("jane@example.com"),
				(email) -> email.header("X-Name", "Jäne"), (email) -> email.to("Doe, Jane <jane@example.com>"),
				(email) -> email.to("\"Doe, Jane\" <a@example.com>, b@example.com"),
				(email) -> email.attach(null, new byte[0]), (email) -> email.attach("a\nb", new byte[0]),
				(email) -> email.attach("a", (byte[]) null));
	}

	@ParameterizedTest
	@MethodSource("badFields")
	void badFieldIsRefusedAtOnce(Consumer<EmailBuilder> field) {
		EmailBuilder builder = TransactionalMessage.email(JANE);
		assertThatIllegalArgumentException().isThrownBy(() -> field.accept(builder))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("example.com", "Evil"));
	}

	static Stream<MessageBuilder<?>> incomplete() {
		return Stream.of(TransactionalMessage.email(JANE).template(1),
				TransactionalMessage.email(JANE).to("a@example.com"),
				TransactionalMessage.email(JANE).to("a@example.com").body("b").subject("s"),
				TransactionalMessage.push(JANE).title("t"), TransactionalMessage.sms(JANE),
				TransactionalMessage.whatsApp(JANE), TransactionalMessage.inApp(JANE),
				TransactionalMessage.inbox(JANE));
	}

	@ParameterizedTest
	@MethodSource("incomplete")
	void messageWhenIncompleteIsRefused(MessageBuilder<?> builder) {
		assertThatIllegalArgumentException().isThrownBy(builder::build);
	}

	@Test
	void emailWithBodySubjectAndSenderNeedsNoTemplate() {
		assertThat(TransactionalMessage.email(JANE)
			.to("a@example.com")
			.from("b@example.com")
			.subject("s")
			.body("b")
			.build()).isNotNull();
	}

	@Test
	void personNamedByPhoneIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TransactionalMessage.sms(Identifier.phone("+15551234567")))
			.withMessage("'person' must be identified by id, email or cio_id");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TransactionalMessage.email(Identifier.anonymous("visitor-7")))
			.withMessage("'person' must be identified by id, email or cio_id");
	}

	@Test
	void phoneNumberInAnotherFormIsRefused() {
		PhoneMessageBuilder builder = TransactionalMessage.sms(JANE);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.to("0555 123"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.to("{customer.phone}"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.to(null));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.from("a\nb"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.from(null));
		assertThatIllegalArgumentException().isThrownBy(() -> TransactionalMessage.whatsApp(JANE).from("ACME"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ACME", "72345", "MG0123456789abcdef0123456789abcdef", "+15557654321" })
	void smsIsFromWhateverTheWorkspaceSendsFrom(String from) {
		assertThat(json(TransactionalMessage.sms(JANE).template(1).from(from)).get("from").stringValue())
			.isEqualTo(from);
	}

	@Test
	void phoneMessageGoesToWhatLiquidSays() {
		String liquid = "{{customer.phone}}";
		assertThat(json(TransactionalMessage.sms(JANE).template(1).to(liquid)).get("to").stringValue())
			.isEqualTo(liquid);
		assertThat(json(TransactionalMessage.whatsApp(JANE).template(1).to(liquid)).get("to").stringValue())
			.isEqualTo(liquid);
	}

	@Test
	void addressQuotesTheName() {
		String doe = EmailBuilder.address("Doe, Jäne \"@\" \\", "jane@example.com");
		assertThat(doe).isEqualTo("\"Doe, Jäne \\\"@\\\" \\\\\" <jane@example.com>");
		assertThat(json(TransactionalMessage.email(JANE).template(1).to(doe, "b@example.com")).get("to").stringValue())
			.isEqualTo(doe + ",b@example.com");
		assertThatIllegalArgumentException().isThrownBy(() -> EmailBuilder.address("Jane\nDoe", "jane@example.com"));
		assertThatIllegalArgumentException().isThrownBy(() -> EmailBuilder.address("Jane", "jane"));
	}

	@Test
	void messageDataIsAnyObjectWithAnyNames() {
		JsonNode data = json(TransactionalMessage.push(JANE).template(1).messageData(new Order("17", "A")))
			.get("message_data");
		assertThat(data).hasToString("{\"orderNumber\":\"17\",\"coupon\":\"A\"}");
		assertThat(json(TransactionalMessage.push(JANE).template(1).messageData(Map.of("", "x"))).get("message_data"))
			.hasToString("{\"\":\"x\"}");
	}

	private static JsonNode json(MessageBuilder<?> builder) {
		return json(builder.build());
	}

	private static JsonNode json(TransactionalMessage message) {
		return JsonMapper.shared().readTree(new String(message.toRequest().body(), StandardCharsets.UTF_8));
	}

	private record Order(String orderNumber, String coupon) {

	}

}
