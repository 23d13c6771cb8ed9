package io.github.customeriospring.benchmarks.scenario;

import java.time.Duration;
import java.util.List;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.ServerSettings;

/**
 * Many calls at once, over one network or another.
 *
 * @param name the part's name
 * @param title the heading
 * @param network describes the network
 * @param server the server
 */
record Burst(String name, String title, String network, ServerSettings server) implements Scenario {

	private static final ServerSettings NEAR = ServerSettings.near(ClientKind.LIMIT);

	static List<Scenario> all() {
		return List.of(new Burst("burst", "Burst", "loopback", NEAR),
				new Burst("wide-area", "Burst over a wide area", "30 ms and log-normal (8 ms, 0.6) each way",
						NEAR.behind(Duration.ofMillis(30), Duration.ofMillis(8), 0.6)),
				new Burst("heavy-tail", "Burst over a heavy tail", "30 ms and log-normal (10 ms, 1.2) each way",
						NEAR.behind(Duration.ofMillis(30), Duration.ofMillis(10), 1.2)));
	}

	private static int calls(boolean quick) {
		return quick ? 400 : 2000;
	}

	@Override
	public String description(boolean quick) {
		return calls(quick) + " calls at once; service 20 ms, network " + this.network + ".";
	}

	@Override
	public void play(Stage stage) {
		stage.burst(calls(stage.quick()));
	}

}
