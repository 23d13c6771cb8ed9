package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.app.message.Delivery;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.workspace.SimulatedDelivery;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Sends messages through all layers.
 */
class MessagesTests {

	private static final TransactionalMessage MESSAGE = TransactionalMessage.push(Identifier.id("42"))
		.template(3)
		.build();

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void messageOfEachChannelIsAccepted() {
		Identifier jane = Identifier.email("jane@example.com");
		this.contextRunner.run((context) -> {
			for (TransactionalMessage message : new TransactionalMessage[] {
					TransactionalMessage.email(jane)
						.to("jane@example.com")
						.from("a@example.com")
						.subject("s")
						.body("b")
						.attach("a.txt", new byte[9])
						.build(),
					TransactionalMessage.push(jane).template(3).build(),
					TransactionalMessage.sms(jane).template("trigger").to("+15551234567").build(),
					TransactionalMessage.whatsApp(jane).template(3).build(),
					TransactionalMessage.inApp(jane).template(3).build(),
					TransactionalMessage.inbox(jane).template(3).messageData(Map.of("a", 1)).build() }) {
				Delivery delivery = send(context, message).block();
				assertThat(this.customerIo.deliveries()).last()
					.extracting(SimulatedDelivery::deliveryId, SimulatedDelivery::person)
					.containsExactly(delivery.deliveryId(), "email:jane@example.com");
				assertThat(delivery.queuedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
				assertThat(delivery.sendAt()).isNull();
			}
		});
		assertThat(this.customerIo.deliveries()).extracting(SimulatedDelivery::channel)
			.containsExactly("email", "push", "sms", "whatsapp", "in_app", "inbox_message");
	}

	@Test
	void messageForLaterSaysWhenItWillBeSent() {
		Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
		TransactionalMessage message = TransactionalMessage.push(Identifier.id("42"))
			.template(3)
			.sendAt(tomorrow)
			.build();
		this.contextRunner.run((context) -> assertThat(send(context, message).block().sendAt())
			.isEqualTo(tomorrow.truncatedTo(ChronoUnit.SECONDS)));
	}

	@Test
	void messageIsNotSentBeforeSubscriptionAndAnewForEachOne() {
		this.contextRunner.run((context) -> {
			Mono<Delivery> send = send(context, MESSAGE);
			assertThat(this.customerIo.requests()).isEmpty();
			assertThat(send.block().deliveryId()).isNotEqualTo(send.block().deliveryId());
		});
	}

	@Test
	void messageThatIsRefusedFailsWithTheReason() {
		this.customerIo.faults().next(1, Fault.status(400, "{\"meta\":{\"error\":\"no such template\"}}"));
		this.contextRunner.run((context) -> assertThat(failure(send(context, MESSAGE)))
			.hasMessageEndingWith("attempt 1): no such template")
			.extracting(CustomerIoException::isDeliveryUnknown, CustomerIoException::isRetryable)
			.containsExactly(false, false));
	}

	@Test
	void messageIsRepeatedAfterA429() {
		this.customerIo.faults().next(3, Fault.tooManyRequests());
		this.contextRunner.run((context) -> assertThat(send(context, MESSAGE).block()).isNotNull());
		assertThat(this.customerIo.deliveries()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "{\"delivery_id\":\"\"}", "{\"queued_at\":\"jane@example.com\"}" })
	void messageWhoseAnswerCannotBeReadMayHaveBeenAccepted(String answer) {
		this.customerIo.faults().next(1, answer.isEmpty() ? Fault.emptyBody(200) : Fault.status(200, answer));
		this.contextRunner.run((context) -> {
			CustomerIoException ex = failure(send(context, MESSAGE));
			assertThat(ex).isInstanceOf(CustomerIoResponseException.class)
				.hasMessageEndingWith("in an unexpected format; it may have been accepted");
			assertThat(ex.isDeliveryUnknown()).isTrue();
		});
		assertThat(this.customerIo.requests()).hasSize(1);
	}

	@Test
	void messageWithoutTheKeyOfTheAppApiSaysWhatItNeeds() {
		CustomerIoContextRunner.withoutCredentials()
			.withPropertyValues("customerio.site-id=site", "customerio.api-key=key")
			.run((context) -> assertThat(failure(send(context, MESSAGE))).isInstanceOf(CustomerIoNotSentException.class)
				.hasMessageContaining("needs 'customerio.app-api-key'"));
	}

	@Test
	void keyOfTheOtherApiIsExplained() {
		this.contextRunner
			.withPropertyValues("customerio.app-api-key=" + SimulatedCustomerIo.API_KEY,
					"customerio.api-key=" + SimulatedCustomerIo.APP_API_KEY)
			.run((context) -> {
				assertThat(failure(send(context, MESSAGE)))
					.hasMessageContaining("'customerio.app-api-key' (an App API key, not a Track API key)");
				assertThat(failure(context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of())))
					.hasMessageContaining("'customerio.api-key' (a Track API key, not an App API key)");
			});
	}

	private static Mono<Delivery> send(ApplicationContext context, TransactionalMessage message) {
		return context.getBean(ReactiveCustomerIoTemplate.class).send(message);
	}

	private static CustomerIoException failure(Mono<?> call) {
		return catchThrowableOfType(CustomerIoException.class, () -> call.block(Duration.ofSeconds(20)));
	}

}
