package io.github.customeriospring.benchmarks.scenario;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.Arrival;

/**
 * The server fails a part of the requests for a while.
 */
final class Failing implements Scenario {

	static final String LOAD = "requests per call";

	private static final int CALLS_PER_SECOND = 60;

	private static final double SHARE = 0.3;

	private static final double FROM = 5;

	private static double until(boolean quick) {
		return FROM + (quick ? 5 : 20);
	}

	@Override
	public String name() {
		return "failing";
	}

	@Override
	public String title() {
		return "30 % of requests fail for a while";
	}

	@Override
	public String description(boolean quick) {
		return ("%d calls a second for %.0f s; from %.0f s to %.0f s the server answers %.0f %% of them with 503. "
				+ "The load is that of the calls that began in that time.")
			.formatted(CALLS_PER_SECOND, until(quick) + FROM, FROM, until(quick), 100 * SHARE);
	}

	@Override
	public Set<ClientKind> clients() {
		return EnumSet.allOf(ClientKind.class);
	}

	@Override
	public void play(Stage stage) throws InterruptedException {
		double until = until(stage.quick());
		boolean failing = false;
		int calls = (int) ((until + FROM) * CALLS_PER_SECOND);
		for (int call = 0; call < calls; call++) {
			double time = (double) call / CALLS_PER_SECOND;
			stage.sleepUntil(time);
			if (!failing && time >= FROM && time < until) {
				stage.server().fail(SHARE, 503);
				failing = true;
			}
			if (failing && time >= until) {
				stage.server().heal();
				failing = false;
			}
			stage.calls().start(call, stage.client().send(call));
		}
	}

	@Override
	public void measure(Stage stage, List<Arrival> arrivals) {
		double until = until(stage.quick());
		Set<Integer> calls = new HashSet<>();
		int requests = 0;
		for (Arrival arrival : arrivals) {
			double startedAt = stage.seconds(stage.calls().startedAt(arrival.call()));
			if (startedAt >= FROM && startedAt < until) {
				calls.add(arrival.call());
				requests++;
			}
		}
		stage.figure(LOAD, (double) requests / Math.max(1, calls.size()));
	}

}
