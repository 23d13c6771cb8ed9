package io.github.customeriospring.benchmarks.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerSettings;

/**
 * Some calls in some weather, played with each client.
 */
interface Scenario {

	String name();

	/** A heading. */
	String title();

	/** What happens, in a sentence or two. */
	String description(boolean quick);

	default ServerSettings server() {
		return ServerSettings.near(ClientKind.LIMIT);
	}

	/** The server's limit over time. */
	default List<LimitStep> limit(boolean quick) {
		return List.of(new LimitStep(0, ClientKind.LIMIT));
	}

	/** Until when the share of the limit is measured. */
	default double measuredUntil(boolean quick) {
		return Double.MAX_VALUE;
	}

	/** Who plays it, this starter with its defaults first. */
	default Set<ClientKind> clients() {
		return EnumSet.complementOf(EnumSet.of(ClientKind.OURS_PATIENT));
	}

	/** Start the calls; they are awaited by the caller. */
	void play(Stage stage) throws InterruptedException;

	/** Add figures of the scenario's own. */
	default void measure(Stage stage, List<Arrival> arrivals) {
	}

}
