package io.github.customeriospring.layer;

import reactor.util.context.ContextView;

/**
 * A callback for the moment at which a request leaves: the connection is established, and
 * the first byte follows. Customer.io counts requests when they arrive, so they must be
 * paced by this moment and not by the one at which the connection was requested.
 * <p>
 * A layer that wants to be notified puts a departure into the context of its
 * subscription, with the class as the key. It must also notify the departure that it
 * found there.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Departure {

	/**
	 * The request is about to leave. This is called at most once per attempt and must not
	 * block.
	 */
	void leaves();

	/**
	 * An attempt failed, and another one follows.
	 * @param error the failure
	 */
	default void failed(Throwable error) {
	}

	/**
	 * Return the departure in a context.
	 * @param context the context of a subscription
	 * @return the departure, one that does nothing if there is none
	 */
	static Departure from(ContextView context) {
		Departure departure = context.getOrDefault(Departure.class, null);
		return (departure != null) ? departure : () -> {
		};
	}

}
