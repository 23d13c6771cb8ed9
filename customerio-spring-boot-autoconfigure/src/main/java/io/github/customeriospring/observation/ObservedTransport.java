package io.github.customeriospring.observation;

import java.util.List;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Observes calls, their waits and retries included. The observation is below that of the
 * subscription's context, else below that of the subscribing thread. That of a batch with
 * one operation is below the operation's; a batch with more has a trace of its own, which
 * tracing links to those of the operations.
 */
final class ObservedTransport implements CustomerIoTransport, AutoCloseable {

	private final ObservationRegistry registry;

	private final CustomerIoRequestObservationConvention convention;

	private final CustomerIoTransport next;

	/**
	 * Create a transport.
	 * @param registry starts the observations
	 * @param convention names them
	 * @param next sends a request, limit and retry included
	 */
	ObservedTransport(ObservationRegistry registry, CustomerIoRequestObservationConvention convention,
			CustomerIoTransport next) {
		this.registry = registry;
		this.convention = convention;
		this.next = next;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return this.next.send(request)
			.tap((context) -> new RequestListener(Shielded.get(() -> observation(request, context), Observation.NOOP)));
	}

	private Observation observation(CustomerIoRequest request, ContextView context) {
		CarriedOperations carried = context.getOrDefault(CarriedOperations.class, null);
		List<Observation> operations = (carried != null) ? carried.observations() : List.of();
		Observation observation = Observation.createNotStarted(this.convention,
				() -> new CustomerIoRequestObservationContext(request, operations), this.registry);
		return CallerObservation.start(observation, parent(operations, context), this.registry);
	}

	private @Nullable Observation parent(List<Observation> operations, ContextView context) {
		if (operations.isEmpty()) {
			return CallerObservation.of(context, this.registry);
		}
		return (operations.size() == 1) ? operations.get(0) : null;
	}

	/**
	 * Close the next transport.
	 */
	@Override
	public void close() throws Exception {
		if (this.next instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
