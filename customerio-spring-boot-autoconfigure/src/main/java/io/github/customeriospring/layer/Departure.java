package io.github.customeriospring.layer;

import reactor.util.context.ContextView;

/**
 * Told by the last layer that a request is about to leave: a connection is there and the
 * first byte follows. A limit that is counted at arrival must be paced by this moment,
 * not by the one at which a connection was asked for.
 * <p>
 * A layer that wants to know puts a departure into the context of its subscription, under
 * the class as key, and tells the one that it found there.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Departure {

	/**
	 * Say that the request leaves now. Called at most once an attempt, never blocking.
	 */
	void leaves();

	/**
	 * Return the departure that the given context holds.
	 * @param context the context of a subscription
	 * @return the departure, one that does nothing if there is none
	 */
	static Departure from(ContextView context) {
		Departure departure = context.getOrDefault(Departure.class, null);
		return (departure != null) ? departure : () -> {
		};
	}

}
