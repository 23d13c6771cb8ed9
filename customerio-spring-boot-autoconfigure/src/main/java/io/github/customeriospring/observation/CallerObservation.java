package io.github.customeriospring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Finds the observation of a caller and starts others below it.
 */
final class CallerObservation {

	/** Reactor's key for the current observation; a constant, so its class may lack. */
	static final String KEY = ObservationThreadLocalAccessor.KEY;

	private CallerObservation() {
	}

	/** That of the subscription, else that of the thread, as blocking callers have. */
	static @Nullable Observation of(ContextView context, ObservationRegistry registry) {
		Observation observation = context.getOrDefault(KEY, null);
		return (observation != null) ? observation : registry.getCurrentObservation();
	}

	/**
	 * Start an observation below another one. A thread may serve somebody else, whose
	 * span tracing would prefer to that of the parent, so the parent is made current.
	 */
	static Observation start(Observation observation, @Nullable Observation parent, ObservationRegistry registry) {
		observation.parentObservation(parent);
		if (parent == null || parent == registry.getCurrentObservation()) {
			return observation.start();
		}
		try (Observation.Scope scope = parent.openScope()) {
			return observation.start();
		}
	}

}
