package io.github.customeriospring.observation;

import java.util.List;
import java.util.Objects;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.OperationObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Observes each operation in the queue as a child of its caller's observation. For
 * imports, only the requests are observed, as children of the subscriber's observation.
 */
final class ObservedOperations implements OperationObserver {

	private final ObservationRegistry registry;

	private final CustomerIoOperationObservationConvention convention;

	ObservedOperations(ObservationRegistry registry, CustomerIoOperationObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public @Nullable Object caller(ContextView caller) {
		return CallerObservation.of(caller, this.registry);
	}

	@Override
	public Observed started(TrackOperation operation, @Nullable Object caller) {
		Observation parent = (Observation) caller;
		Observation observation = Observation.createNotStarted(this.convention,
				() -> new CustomerIoOperationObservationContext(operation), this.registry);
		return new ObservedOperation(CallerObservation.start(observation, parent, this.registry), parent);
	}

	@Override
	public Context sending(List<Observed> operations) {
		List<Observation> observations = operations.stream()
			.map((operation) -> ((ObservedOperation) operation).carried())
			.filter(Objects::nonNull)
			.toList();
		return observations.isEmpty() ? Context.empty()
				: Context.of(CarriedOperations.class, new CarriedOperations(observations));
	}

	@Override
	public Context importing(ContextView caller) {
		Observation observation = CallerObservation.of(caller, this.registry);
		return (observation != null) ? Context.of(CallerObservation.KEY, observation) : Context.empty();
	}

	private record ObservedOperation(Observation observation, @Nullable Observation parent) implements Observed {

		/** Falls back to the caller's observation if operations are not observed. */
		@Nullable Observation carried() {
			return this.observation.isNoop() ? this.parent : this.observation;
		}

		@Override
		public void done(@Nullable Throwable failure) {
			if (failure != null) {
				this.observation.error(failure);
			}
			else if (this.observation.getContext() instanceof CustomerIoOperationObservationContext context) {
				context.done();
			}
			this.observation.stop();
		}

	}

}
