package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.benchmarks.report.Rates;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Somebody else uses the window for a moment, and then many calls come.
 */
final class StrayRefusal implements WeatherScenario {

	private static final double MOST_SECONDS = 30;

	private static final int MOST_REFUSED = 2;

	private static int calls(boolean quick) {
		return quick ? 500 : 2000;
	}

	@Override
	public String name() {
		return "stray-429";
	}

	@Override
	public String weather(boolean quick) {
		return "One stray 429 in quiet times, then %,d calls at once".formatted(calls(quick));
	}

	@Override
	public String bar(boolean quick) {
		return "none refused by the client, all accepted within 30 s, at most 2 more 429s";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application.start(Map.of())) {
			application.server().next("429");
			application.template().send(Application.operation(calls(quick))).block();
			Thread.sleep(3000);
			application.server().mark();
			Outcomes outcomes = new Outcomes();
			long start = System.nanoTime();
			for (int i = 0; i < calls(quick); i++) {
				outcomes.add(application.template().send(Application.operation(i)));
			}
			outcomes.await(Duration.ofMinutes(2));
			double seconds = (outcomes.lastNanos() - start) / 1e9;
			int refused = Rates
				.refused(application.server().arrivals().stream().filter((arrival) -> arrival.micros() >= 0).toList())
				.count();
			Accepted accepted = application.server().accepted();
			return new Finding("%s, %s in %s s, %d more 429s".formatted(accepted, outcomes, of(seconds), refused),
					outcomes.areAllAccepted() && accepted.isEachOnce(calls(quick) + 1) && seconds <= MOST_SECONDS
							&& refused <= MOST_REFUSED);
		}
	}

}
