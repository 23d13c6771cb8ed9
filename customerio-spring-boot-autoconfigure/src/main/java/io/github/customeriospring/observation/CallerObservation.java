package io.github.customeriospring.observation;

import java.util.function.Supplier;

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
		return within(parent, registry, observation::start);
	}

	/**
	 * Do something while an observation is current. Whatever handlers throw, the thread
	 * is left as it was: else its next observation would be a child of this one.
	 */
	static <T> T within(Observation current, ObservationRegistry registry, Supplier<T> action) {
		Observation.Scope before = registry.getCurrentObservationScope();
		Observation.Scope scope = Shielded.get(current::openScope, Observation.Scope.NOOP);
		try {
			return action.get();
		}
		finally {
			Shielded.run(scope::close);
			registry.setCurrentObservationScope(before);
		}
	}

}
