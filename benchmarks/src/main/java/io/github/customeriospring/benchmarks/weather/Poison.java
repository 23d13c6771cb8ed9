package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.report.Rates;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import io.github.customeriospring.queue.DeadLetter;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * One operation that lets every request fail in which it is.
 */
final class Poison implements WeatherScenario {

	private static final int OPERATIONS = 10_000;

	private static final int BATCHES = 10;

	/** Halves of 1,000 until one is alone, and the tries of that one. */
	private static final int SEARCH = 10 + 4;

	private static final int POISON = 4321;

	private static final double SHARE_ABOVE = 1.1;

	private final String answer;

	Poison(String answer) {
		this.answer = answer;
	}

	private boolean isSilent() {
		return "none".equals(this.answer);
	}

	@Override
	public String name() {
		return isSilent() ? "unanswered" : "poison";
	}

	@Override
	public String weather(boolean quick) {
		return "One operation of 10,000 always gets %s".formatted(isSilent() ? "no answer (timeout 2 s)" : "a 500");
	}

	@Override
	public String bar(boolean quick) {
		return "9,999 arrive, once each; the one is a dead letter with reason and attempts; at most 1.1 × the fewest requests";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application.start(Map.of("customerio.response-timeout", "2s"))) {
			application.server().poison("\"id\":\"" + POISON + "\"", this.answer);
			Outcomes outcomes = new Outcomes();
			application.queue().pause(); // so that batches are full
			for (int i = 0; i < OPERATIONS; i++) {
				outcomes.add(application.queue().add(Application.operation(i)));
			}
			long start = System.nanoTime();
			application.queue().resume();
			outcomes.awaitTold(OPERATIONS - BATCHES * 100, Duration.ofMinutes(1));
			double most = (outcomes.lastNanos() - start) / 1e9;
			outcomes.awaitTold(OPERATIONS - 1, Duration.ofMinutes(3));
			double neighbours = (outcomes.lastNanos() - start) / 1e9;
			outcomes.await(Duration.ofMinutes(3));
			double all = (outcomes.lastNanos() - start) / 1e9;
			List<Arrival> arrivals = application.server().arrivals();
			Accepted accepted = application.server().accepted();
			List<DeadLetter> letters = application.deadLetters();
			String letter = (letters.size() == 1)
					? letters.get(0).attempts() + " attempts, " + letters.get(0).reason().getClass().getSimpleName()
					: letters.size() + " dead letters";
			String measured = "%s, %s; %s; %d requests (%d accepted): fewest without it %d, with its search %d; 9,000 told after %s s, 9,999 after %s s, all after %s s"
				.formatted(accepted, outcomes, letter, arrivals.size(), Rates.accepted(arrivals).count(), BATCHES,
						BATCHES + SEARCH, of(most), of(neighbours), of(all));
			return new Finding(measured, accepted.isEachOnce(OPERATIONS - 1) && letters.size() == 1
					&& arrivals.size() <= SHARE_ABOVE * (BATCHES + SEARCH));
		}
	}

}
