package io.github.customeriospring.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Finds the observation of a caller and starts child observations.
 */
final class CallerObservation {

	/**
	 * Reactor's key for the current observation. As a constant it is inlined, so the
	 * class may be missing.
	 */
	static final String KEY = ObservationThreadLocalAccessor.KEY;

	private CallerObservation() {
	}

	/**
	 * From the subscription's context, otherwise from the thread, for blocking callers.
	 */
	static @Nullable Observation of(ContextView context, ObservationRegistry registry) {
		Observation observation = context.getOrDefault(KEY, null);
		return (observation != null) ? observation : registry.getCurrentObservation();
	}

	/**
	 * Start an observation as a child of another. The parent is made current first:
	 * tracing prefers the span of the current thread, which may belong to another caller.
	 */
	static Observation start(Observation observation, @Nullable Observation parent, ObservationRegistry registry) {
		observation.parentObservation(parent);
		if (parent == null || parent == registry.getCurrentObservation()) {
			return observation.start();
		}
		return within(parent, registry, observation::start);
	}

	/**
	 * Run an action while an observation is current. The thread's state is restored even
	 * if a handler throws. Otherwise its next observation would become a child of this
	 * one.
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
