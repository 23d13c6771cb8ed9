package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Many operations of one identity, whose order must be kept, beside those of others.
 */
final class OneIdentity implements WeatherScenario {

	private static final int ROUNDS = 3;

	private static final int BATCH = 1000;

	private static final double MOST = 1.2;

	private static final int THE_ONE = 1_000_000;

	private static int operations(boolean quick) {
		return quick ? 10_000 : 100_000;
	}

	@Override
	public String name() {
		return "one-identity";
	}

	@Override
	public String weather(boolean quick) {
		return "%,d operations of one identity beside those of %1$,d identities".formatted(operations(quick));
	}

	@Override
	public String bar(boolean quick) {
		return "at most 1.2 × what its order takes, a batch a round trip, or what the limit takes, if that is more";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		List<Double> alone = new ArrayList<>();
		List<Double> all = new ArrayList<>();
		List<Double> others = new ArrayList<>();
		List<Double> trips = new ArrayList<>();
		try (Application application = Application
			.start(Map.of("customerio.queue.capacity", 2 * operations(quick), "customerio.queue.max-bytes", "1GB"))) {
			round(application, quick, false); // warms up
			for (int i = 0; i < ROUNDS; i++) {
				trips.addAll(roundTrips(application));
				alone.add(round(application, quick, false).others());
				Times beside = round(application, quick, true);
				all.add(beside.all());
				others.add(beside.others());
			}
		}
		double trip = Statistics.median(trips);
		int batches = operations(quick) / BATCH;
		double order = trip * batches;
		double limit = 2.0 * batches / ClientKind.LIMIT - 1;
		double seconds = Statistics.median(all);
		return new Finding(
				"%s s, the others after %s s, without the one after %s s (medians of %d rounds); a batch alone takes %s ms, so the order takes %s s, the limit %s s"
					.formatted(of(seconds), of(Statistics.median(others)), of(Statistics.median(alone)), ROUNDS,
							of(1000 * trip), of(order), of(limit)),
				seconds <= MOST * Math.max(order, limit));
	}

	/** How many seconds batches of the one take while there is nothing else. */
	private static List<Double> roundTrips(Application application) throws InterruptedException {
		List<Double> seconds = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Outcomes outcomes = new Outcomes();
			application.queue().pause();
			for (int operation = 0; operation < BATCH; operation++) {
				outcomes.add(application.queue().add(Application.operation(THE_ONE)));
			}
			Thread.sleep(100); // else they would linger for more
			long start = System.nanoTime();
			application.queue().resume();
			outcomes.await(Duration.ofSeconds(30));
			seconds.add((outcomes.lastNanos() - start) / 1e9);
		}
		Thread.sleep(2000);
		return seconds;
	}

	private static Times round(Application application, boolean quick, boolean withTheOne) throws InterruptedException {
		Outcomes others = new Outcomes();
		Outcomes one = new Outcomes();
		application.queue().pause();
		for (int i = 0; i < operations(quick); i++) {
			others.add(application.queue().add(Application.operation(i)));
			if (withTheOne) {
				one.add(application.queue().add(Application.operation(THE_ONE)));
			}
		}
		long start = System.nanoTime();
		application.queue().resume();
		others.await(Duration.ofMinutes(3));
		one.await(Duration.ofMinutes(3));
		if (!others.areAllAccepted() || !one.areAllAccepted()) {
			throw new IllegalStateException("Not accepted: " + others + ", " + one);
		}
		double othersSeconds = (others.lastNanos() - start) / 1e9;
		double seconds = Math.max(othersSeconds, (one.lastNanos() - start) / 1e9);
		Thread.sleep(2000);
		return new Times(seconds, othersSeconds);
	}

	/** In seconds. */
	private record Times(double all, double others) {

	}

}
