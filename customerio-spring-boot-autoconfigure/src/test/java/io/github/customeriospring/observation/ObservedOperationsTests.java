package io.github.customeriospring.observation;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;

/**
 * Tests for {@link ObservedOperations}.
 */
class ObservedOperationsTests {

	private static final TrackOperation OPERATION = TrackOperation.person(Identifier.id("42"))
		.event("viewed", Map.of());

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ObservedOperations operations = new ObservedOperations(this.registry,
			CustomerIoOperationObservationConvention.DEFAULT);

	@Test
	void operationWhenAcceptedSaysSo() {
		this.operations.started(OPERATION, null).done(null);
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.operation")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("operation", "person event")
			.hasLowCardinalityKeyValue("outcome", "accepted");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void operationWhenItFailsTellsTheOutcome(Throwable failure, String outcome) {
		this.operations.started(OPERATION, null).done(failure);
		assertThat(this.registry).hasObservationWithNameEqualTo("customerio.operation")
			.that()
			.hasBeenStopped()
			.hasError(failure)
			.hasLowCardinalityKeyValue("outcome", outcome);
	}

	static Stream<Arguments> failures() {
		return Stream.of(Arguments.of(new CancellationException("cleared"), "cancelled"), Arguments.of(
				new CustomerIoNotSentException(CustomerIoNotSentException.Reason.SHUTTING_DOWN, "shutting down"),
				"not-sent"), Arguments.of(new IllegalStateException("x"), "failed"));
	}

}
