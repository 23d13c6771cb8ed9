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
 * Observes calls, including their waits and retries. The parent is the observation in the
 * subscription's context, or else that of the subscribing thread. For a batch with a
 * single operation, the parent is the operation's observation. A larger batch gets its
 * own trace, with links to the traces of its operations.
 */
final class ObservedTransport implements CustomerIoTransport, AutoCloseable {

	private final ObservationRegistry registry;

	private final CustomerIoRequestObservationConvention convention;

	private final CustomerIoTransport next;

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

	@Override
	public void close() throws Exception {
		if (this.next instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
