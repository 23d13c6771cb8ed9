package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;

import static io.github.customeriospring.benchmarks.report.Numbers.of;
import static io.github.customeriospring.benchmarks.report.Numbers.percent;

/**
 * Many operations of one identity, whose order must be kept, beside those of others.
 */
final class OneIdentity implements WeatherScenario {

	private static final int ROUNDS = 3;

	private static final double LEAST_SHARE = 0.8;

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
		return "operations a second within 20 % of the latter alone";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		List<Double> alone = new ArrayList<>();
		List<Double> all = new ArrayList<>();
		List<Double> others = new ArrayList<>();
		try (Application application = Application
			.start(Map.of("customerio.queue.capacity", 2 * operations(quick), "customerio.queue.max-bytes", "1GB"))) {
			round(application, quick, false); // warms up
			for (int i = 0; i < ROUNDS; i++) {
				alone.add(round(application, quick, false).others());
				Rates beside = round(application, quick, true);
				all.add(beside.all());
				others.add(beside.others());
			}
		}
		double share = Statistics.median(all) / Statistics.median(alone);
		return new Finding(
				"all together %s a second, the others among them %s, the others alone %s (medians of %d rounds): %s of it"
					.formatted(of(Statistics.median(all)), of(Statistics.median(others)), of(Statistics.median(alone)),
							ROUNDS, percent(share)),
				share >= LEAST_SHARE);
	}

	private static Rates round(Application application, boolean quick, boolean withTheOne) throws InterruptedException {
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
		return new Rates((others.accepted() + one.accepted()) / seconds, others.accepted() / othersSeconds);
	}

	/** In operations a second. */
	private record Rates(double all, double others) {

	}

}
