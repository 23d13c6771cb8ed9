package io.github.customeriospring.app.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.app.Recordings;
import io.github.customeriospring.operation.Identifier;
import org.junit.jupiter.api.Test;

/**
 * Compares messages with those of Customer.io's own client. It sends an empty
 * {@code headers} with an e-mail that has none.
 */
class RecordedMessagesTests {

	private static final Instant SEND_AT = Instant.ofEpochSecond(1_700_000_000);

	private static final InstantSource CLOCK = InstantSource.fixed(SEND_AT);

	private static final Identifier PERSON = Identifier.id("42");

	private static final Identifier EMAIL = Identifier.email("person@example.com");

	private static final Map<String, ?> DATA = Map.of("first_name", "Zoë", "order",
			Map.of("total", 9.5, "items", List.of("a", "b")));

	@Test
	void email() {
		Recordings.assertSame("sendEmail",
				common(new EmailBuilder(EMAIL, CLOCK)).template("welcome")
					.to("person@example.com", "second@example.com")
					.bcc("third@example.com")
					.fakeBcc(true)
					.from("Shop <shop@example.com>")
					.replyTo("reply@example.com")
					.subject("Hello {{trigger.first_name}}")
					.preheader("Your order")
					.body("<p>Hello</p>")
					.bodyPlain("Hello")
					.bodyAmp("<html amp4email></html>")
					.header("X-Order", "17")
					.tracked(false)
					.sendToUnsubscribed(false)
					.disableCssPreprocessing(true)
					.attach("order.txt", "an order of ünits".getBytes(StandardCharsets.UTF_8))
					.attach("bytes.bin", new byte[] { 0, 1, 2, -3, -2, -1 })
					.build()
					.toRequest());
	}

	@Test
	void push() {
		Recordings.assertSame("sendPush",
				common(new PushBuilder(PERSON, CLOCK)).template(3)
					.to("last_used")
					.title("Hello")
					.message("Your order")
					.imageUrl("https://example.com/order.png")
					.link("shop://orders/17")
					.sound("default")
					.customData(Map.of("order", "17"))
					.customDevice(Map.of("token", "device-token", "platform", "ios"))
					.customPayload(Map.of("ios", Map.of("aps", Map.of("alert", "Hello")), "android",
							Map.of("notification", Map.of("title", "Hello"))))
					.sendToUnsubscribed(false)
					.build()
					.toRequest());
	}

	@Test
	void sms() {
		Recordings.assertSame("sendSms",
				common(new PhoneMessageBuilder("sms", PERSON, CLOCK)).template(3)
					.to("+15555550100")
					.sendToUnsubscribed(false)
					.build()
					.toRequest());
	}

	@Test
	void whatsApp() {
		Recordings.assertSame("sendWhatsApp",
				common(new PhoneMessageBuilder("whatsapp", PERSON, CLOCK)).template(3)
					.to("+15555550100")
					.from("+15555550199")
					.tracked(false)
					.sendToUnsubscribed(false)
					.build()
					.toRequest());
	}

	@Test
	void inApp() {
		Recordings.assertSame("sendInApp",
				common(new InAppBuilder("in_app", PERSON, CLOCK)).template(3).build().toRequest());
	}

	@Test
	void inbox() {
		Recordings.assertSame("sendInboxMessage",
				common(new InAppBuilder("inbox_message", PERSON, CLOCK)).template(3).build().toRequest());
	}

	private static <B extends MessageBuilder<B>> B common(B builder) {
		return builder.messageData(DATA).sendAt(SEND_AT).language("fr").queueDraft(true).disableMessageRetention(true);
	}

}
