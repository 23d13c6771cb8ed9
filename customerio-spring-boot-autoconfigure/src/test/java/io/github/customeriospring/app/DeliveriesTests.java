package io.github.customeriospring.app;

import java.time.Instant;
import java.util.Map;

import io.github.customeriospring.app.delivery.ArchivedMessage;
import io.github.customeriospring.app.delivery.Deliveries;
import io.github.customeriospring.app.delivery.DeliveryFilter;
import io.github.customeriospring.app.delivery.SentMessage;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Deliveries} against the simulator.
 */
class DeliveriesTests {

	private static final Identifier JANE = Identifier.id("42");

	private final SimulatedCustomerIo customerIo = Templates.start();

	private final ReactiveCustomerIoTemplate template = Templates.to(this.customerIo);

	private final Deliveries deliveries = this.template.deliveries();

	private String id = "";

	@BeforeEach
	void send() {
		this.template.identify(JANE, Map.of()).block();
		TransactionalMessage message = TransactionalMessage.email(JANE)
			.template("receipt")
			.to("jane@example.com")
			.build();
		this.id = this.template.send(message).block().deliveryId();
	}

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void sentMessageIsFound() {
		SentMessage message = this.deliveries.get(this.id).block();
		assertThat(message.id()).isEqualTo(this.id);
		assertThat(message.type()).isEqualTo("email");
		assertThat(message.recipient()).isEqualTo("jane@example.com");
		assertThat(message.created()).isNotNull();
		assertThat(message.other()).containsEntry("transactional_message_id", "receipt");
		StepVerifier.create(this.template.customers().messages(JANE).map(SentMessage::id))
			.expectNext(this.id)
			.verifyComplete();
	}

	@Test
	void listIsThatOfTheFilter() {
		StepVerifier.create(this.deliveries.list(DeliveryFilter.all().type("email")).map(SentMessage::id))
			.expectNext(this.id)
			.verifyComplete();
		StepVerifier.create(this.deliveries.list(DeliveryFilter.all().type("push"))).verifyComplete();
		StepVerifier.create(this.deliveries.list(DeliveryFilter.all().between(Instant.EPOCH, Instant.ofEpochSecond(1))))
			.verifyComplete();
	}

	@Test
	void contentIsWhatWasSent() {
		ArchivedMessage content = this.deliveries.content(this.id).block();
		assertThat(content.recipient()).isEqualTo("jane@example.com");
		assertThat(content.forgotten()).isFalse();
	}

	@Test
	void filterWhenInvalidThrowsAtOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DeliveryFilter.all().between(Instant.ofEpochSecond(1), Instant.EPOCH))
			.withMessage("'to' must not be before 'from', was 1970-01-01T00:00:00Z and 1970-01-01T00:00:01Z");
		assertThatIllegalArgumentException().isThrownBy(() -> DeliveryFilter.all().type(""))
			.withMessage("'type' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.deliveries.list(null))
			.withMessage("'filter' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.deliveries.get(null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.deliveries.get(".."));
	}

}
