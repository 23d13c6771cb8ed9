package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Customer.io is there for a second, then its connections are reset and refused, again
 * and again.
 */
final class Flapping implements WeatherScenario {

	private static final Duration UP = Duration.ofSeconds(1);

	private static final Duration DOWN = Duration.ofSeconds(3);

	private static final int OPERATIONS = 300_000;

	private static int times(boolean quick) {
		return quick ? 2 : 15;
	}

	@Override
	public String name() {
		return "flapping";
	}

	@Override
	public String weather(boolean quick) {
		return "Connections reset and refused for 3 s, there for 1 s, %d times, %,d queued".formatted(times(quick),
				OPERATIONS);
	}

	@Override
	public String bar(boolean quick) {
		return "all arrive, none failed; some twice, as a reset takes answers away";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application
			.start(Map.of("customerio.queue.capacity", OPERATIONS, "customerio.queue.max-bytes", "1GB"))) {
			Outcomes outcomes = new Outcomes();
			application.queue().pause();
			for (int i = 0; i < OPERATIONS; i++) {
				outcomes.add(application.queue().add(Application.operation(i)));
			}
			application.queue().resume();
			for (int i = 0; i < times(quick); i++) {
				Thread.sleep(UP.toMillis());
				application.server().refuse();
				Thread.sleep(DOWN.toMillis());
				application.server().heal();
			}
			long start = System.nanoTime();
			int before = outcomes.accepted();
			outcomes.await(Duration.ofMinutes(2));
			Accepted accepted = application.server().accepted();
			return new Finding(
					"%s, %s; %,d accepted while it flapped, all %s s after it stayed".formatted(accepted, outcomes,
							before, of(Math.max(0, (outcomes.lastNanos() - start) / 1e9))),
					outcomes.areAllAccepted() && accepted.people() == OPERATIONS);
		}
	}

}
