package io.github.customeriospring.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.operation.Device;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.Relationship;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for when {@link ReactiveCustomerIoTemplate} sends, and what comes of subscribing
 * twice.
 */
class ReactiveCustomerIoTemplateSubscriptionTests {

	private static final Identifier PERSON = Identifier.id("42");

	private static final Identifier JANE = Identifier.email("jane@example.com");

	private static final ObjectIdentifier ACME = new ObjectIdentifier("1", "acme");

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final ReactiveCustomerIoTemplate template = ReactiveCustomerIoTemplateTests.template(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void anyCallWhenNotSubscribedSendsNothing() {
		for (Mono<Void> call : everyCall()) {
			assertThat(this.customerIo.requests()).isEmpty();
			assertThat(call).isNotNull();
		}
		Mono.when(everyCall()).block();
		assertThat(this.customerIo.requests()).hasSize(everyCall().size())
			.allMatch((request) -> request.status() == 200);
	}

	private List<Mono<Void>> everyCall() {
		return Arrays.asList(this.template.send(TrackOperation.person(PERSON).delete()),
				this.template.trackAnonymous(null, "e", Map.of()), this.template.identify("42", Map.of()),
				this.template.identify(JANE, Map.of()), this.template.track("42", "e", Map.of()),
				this.template.track(JANE, "e", Map.of()), this.template.page(PERSON, "p", Map.of()),
				this.template.screen(PERSON, "s", Map.of()), this.template.delete(PERSON),
				this.template.suppress(PERSON), this.template.unsuppress(PERSON), this.template.merge(PERSON, JANE),
				this.template.addDevice(PERSON, new Device("t", "ios")), this.template.deleteDevice(PERSON, "t"),
				this.template.addRelationships(PERSON, List.of(new Relationship(ACME))),
				this.template.deleteRelationships(PERSON, List.of(ACME)),
				this.template.identifyObject(ACME, Map.of(), List.of()), this.template.deleteObject(ACME));
	}

	@Test
	void eventWhenSubscribedTwiceCountsOnce() {
		for (Mono<Void> call : List.of(this.template.track("42", "e", Map.of()),
				this.template.page(PERSON, "p", Map.of()), this.template.screen(PERSON, "s", Map.of()),
				this.template.trackAnonymous("visitor-7", "a", Map.of()))) {
			call.block();
			call.block();
		}
		assertThat(this.customerIo.operations()).isEqualTo(8);
		assertThat(this.customerIo.duplicateEvents()).isEqualTo(4);
		assertThat(this.customerIo.events()).extracting(SimulatedEvent::name).containsExactly("e", "p", "s", "a");
	}

	@Test
	void eventWhenTrackedTwiceCountsTwice() {
		this.template.track("42", "e", Map.of()).block();
		this.template.track("42", "e", Map.of()).block();
		assertThat(this.customerIo.events()).hasSize(2);
	}

	@Test
	void callWhenRefusedFails() {
		this.customerIo.faults().next(1, Fault.unauthorized());
		assertThatExceptionOfType(CustomerIoResponseException.class)
			.isThrownBy(() -> this.template.delete(PERSON).block())
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(401));
	}

	@Test
	void callWhenInvalidThrowsAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.identify("", Map.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.track("42", " ", Map.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.trackAnonymous(null, " ", Map.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.send((TrackOperation) null))
			.withMessage("'operation' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> ReactiveCustomerIoTemplate.of(null))
			.withMessage("'transport' must not be null");
	}

	@Test
	void callIsNamedAfterItsOperationAndRepeatable() {
		ReactiveCustomerIoTemplate recording = ReactiveCustomerIoTemplate.of((request) -> Mono.error(
				new CustomerIoNotSentException(CustomerIoNotSentException.Reason.INTERNAL_ERROR, describe(request))));
		assertThatExceptionOfType(CustomerIoNotSentException.class)
			.isThrownBy(() -> recording.merge(PERSON, JANE).block())
			.withMessage("person merge (POST /api/v2/entity, quota track, attempt 1) INTERACTIVE true");
		assertThatExceptionOfType(CustomerIoNotSentException.class)
			.isThrownBy(() -> recording.trackAnonymous(null, "secret", Map.of()).block())
			.withMessage("anonymous event (POST /api/v1/events, quota track, attempt 1) INTERACTIVE true");
	}

	private static String describe(CustomerIoRequest request) {
		return request + " " + request.priority() + " " + request.idempotent();
	}

}
