package io.github.customeriospring.benchmarks.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.client.BareClient;
import io.github.customeriospring.benchmarks.client.Client;
import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.client.Departures;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import reactor.core.publisher.Flux;

/**
 * Plays one scenario with each client.
 */
public final class ScenarioPart implements Part {

	/** The last callers may wait for retries that are far away. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** Fewer than the limit, so that the first second is enough. */
	private static final int WARM_UP_CALLS = 90;

	private static final int UNLIMITED = 1_000_000;

	private static final int WINDOW_MILLIS = 1100;

	private final Scenario scenario;

	private ScenarioPart(Scenario scenario) {
		this.scenario = scenario;
	}

	/**
	 * List the scenarios.
	 * @return a part for each
	 */
	public static List<Part> all() {
		return Stream
			.concat(Burst.all().stream(), Stream.of(new Halved(), new Failing(), new Priorities(), new Cancelling()))
			.<Part>map(ScenarioPart::new)
			.toList();
	}

	@Override
	public String name() {
		return this.scenario.name();
	}

	@Override
	public ScenarioResult run(boolean quick) throws InterruptedException {
		warmUp(this.scenario.clients());
		List<Outcome> outcomes = new ArrayList<>();
		for (ClientKind kind : this.scenario.clients()) {
			Outcome outcome = play(kind, quick);
			outcomes.add(outcome);
			System.out.printf("  %-22s %d accepted, %d refused, %d lost, %.1f s, %s%n", kind.title(),
					outcome.accepted(), outcome.refused(), outcome.lost(), outcome.seconds(), outcome.figures());
		}
		return new ScenarioResult(name(), this.scenario.title(), this.scenario.description(quick),
				this.scenario.limit(quick), outcomes);
	}

	/** So that no client pays for cold classes. */
	private static void warmUp(Set<ClientKind> kinds) {
		for (ClientKind kind : kinds) {
			try (ServerProcess server = ServerProcess.start(ServerSettings.unlimited());
					Client client = kind.create(server.url(), new Departures())) {
				Flux.range(0, WARM_UP_CALLS).flatMap(client::send, 10).blockLast();
			}
		}
	}

	/** The server's process is new: let it wake up, then forget what it saw. */
	private static void warmUp(ServerProcess server) throws InterruptedException {
		server.limit(UNLIMITED);
		try (Client client = new BareClient(server.url(), new Departures())) {
			Flux.range(0, 5 * WARM_UP_CALLS).flatMap(client::send, 50).blockLast();
		}
		Thread.sleep(WINDOW_MILLIS);
		server.limit(ClientKind.LIMIT);
	}

	private Outcome play(ClientKind kind, boolean quick) throws InterruptedException {
		Departures departures = new Departures();
		try (ServerProcess server = ServerProcess.start(this.scenario.server());
				Client client = kind.create(server.url(), departures)) {
			warmUp(server);
			Stage stage = Stage.begin(client, departures, server, quick);
			this.scenario.play(stage);
			stage.calls().await(PATIENCE);
			List<Arrival> arrivals = server.arrivals().stream().filter((arrival) -> arrival.micros() >= 0).toList();
			this.scenario.measure(stage, arrivals);
			return Outcome.of(kind.title(), stage, arrivals, this.scenario.limit(quick),
					this.scenario.measuredUntil(quick));
		}
	}

}
