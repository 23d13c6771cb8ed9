package io.github.customeriospring.benchmarks.scenario;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.report.Rates;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerSettings;

/**
 * The server accepts half as many requests for a while, and does not say when to come
 * again. There are always calls that wait.
 */
final class Halved implements Scenario {

	static final String NEW_RATE = "s to 90 % of the new limit";

	static final String OLD_RATE = "s to 90 % of the old limit";

	private static final int WAITING = 300;

	private static double third(boolean quick) {
		return quick ? 8 : 20;
	}

	@Override
	public String name() {
		return "halved";
	}

	@Override
	public String title() {
		return "Limit halved for a while";
	}

	@Override
	public String description(boolean quick) {
		return "Endless supply (%d calls open) for %.0f s; the limit is %d, from %.0f s to %.0f s it is %d. 429 without Retry-After."
			.formatted(WAITING, 3 * third(quick), ClientKind.LIMIT, third(quick), 2 * third(quick),
					ClientKind.LIMIT / 2);
	}

	@Override
	public ServerSettings server() {
		return ServerSettings.near(ClientKind.LIMIT).withoutRetryAfter();
	}

	@Override
	public List<LimitStep> limit(boolean quick) {
		return List.of(new LimitStep(0, ClientKind.LIMIT), new LimitStep(third(quick), ClientKind.LIMIT / 2),
				new LimitStep(2 * third(quick), ClientKind.LIMIT));
	}

	@Override
	public double measuredUntil(boolean quick) {
		return 3 * third(quick);
	}

	@Override
	public void play(Stage stage) throws InterruptedException {
		Supply supply = new Supply(stage);
		for (int i = 0; i < WAITING; i++) {
			supply.next();
		}
		double third = third(stage.quick());
		stage.sleepUntil(third);
		stage.server().limit(ClientKind.LIMIT / 2);
		stage.sleepUntil(2 * third);
		stage.server().limit(ClientKind.LIMIT);
		stage.sleepUntil(3 * third);
		supply.stopped.set(true);
	}

	@Override
	public void measure(Stage stage, List<Arrival> arrivals) {
		Rates accepted = Rates.accepted(arrivals);
		double third = third(stage.quick());
		stage.figure(NEW_RATE, accepted.reached(0.9 * ClientKind.LIMIT / 2, third, 2 * third));
		stage.figure(OLD_RATE, accepted.reached(0.9 * ClientKind.LIMIT, 2 * third, 3 * third));
	}

	private static final class Supply {

		private final Stage stage;

		private final AtomicInteger numbers = new AtomicInteger();

		private final AtomicBoolean stopped = new AtomicBoolean();

		Supply(Stage stage) {
			this.stage = stage;
		}

		void next() {
			if (!this.stopped.get()) {
				int call = this.numbers.getAndIncrement();
				this.stage.calls().start(call, this.stage.client().send(call), this::next);
			}
		}

	}

}
