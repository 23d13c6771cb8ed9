package io.github.customeriospring.benchmarks.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.report.Rates;
import io.github.customeriospring.benchmarks.server.Arrival;

/**
 * Half of those who wait give up.
 */
final class Cancelling implements Scenario {

	static final String SENT = "sent though cancelled";

	static final String PACE = "ideal time / time";

	private static int count(boolean quick) {
		return quick ? 600 : 2000;
	}

	@Override
	public String name() {
		return "cancel";
	}

	@Override
	public String title() {
		return "Half of the waiters cancel";
	}

	@Override
	public String description(boolean quick) {
		return count(quick)
				+ " calls at once; after 0.9 s each of those that have not left is cancelled with a probability of 50 %. An ideal client would take the ideal time for the rest.";
	}

	@Override
	public void play(Stage stage) throws InterruptedException {
		int count = count(stage.quick());
		stage.burst(count);
		stage.sleepUntil(0.9);
		Random random = new Random(1);
		for (int call = 0; call < count; call++) {
			if (random.nextBoolean() && stage.departures().lastAt(call) == null) {
				stage.calls().cancel(call);
			}
		}
	}

	@Override
	public void measure(Stage stage, List<Arrival> arrivals) {
		Set<Integer> sent = new HashSet<>();
		for (Arrival arrival : arrivals) {
			Long cancelledAt = stage.calls().cancelledAt(arrival.call());
			Long leftAt = stage.departures().lastAt(arrival.call());
			// one that left in the very moment was not a waiter any more
			if (cancelledAt != null && (leftAt == null || leftAt - cancelledAt > 0)) {
				sent.add(arrival.call());
			}
		}
		Rates accepted = Rates.accepted(arrivals);
		stage.figure(PACE, idealSeconds(accepted.count()) / (accepted.last() - accepted.first()));
		stage.figure("cancelled", stage.calls().count(Calls.End.CANCELLED));
		stage.figure(SENT, sent.size());
		stage.figure("cancels that threw", stage.calls().failedCancels());
	}

	/**
	 * What nobody can beat: a full second's worth at the start of each second. The last
	 * one need not be full, which the share of the limit would count as a loss.
	 */
	static double idealSeconds(int calls) {
		return Math.ceil((double) calls / ClientKind.LIMIT) - 1;
	}

}
