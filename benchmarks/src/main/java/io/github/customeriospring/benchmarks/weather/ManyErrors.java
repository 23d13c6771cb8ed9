package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import io.github.customeriospring.operation.TrackOperation;

/**
 * Batches are answered with very many and very long errors, beside calls of the template.
 */
final class ManyErrors implements WeatherScenario {

	private static final int BATCH = 1000;

	private static final String MARK = "marked";

	private static int seconds(boolean quick) {
		return quick ? 3 : 20;
	}

	@Override
	public String name() {
		return "errors";
	}

	@Override
	public String weather(boolean quick) {
		return "One batch a second is answered 207 with 30,000 errors of 500 letters, beside %d calls a second"
			.formatted(LiveCalls.A_SECOND);
	}

	@Override
	public String bar(boolean quick) {
		return "permits and timeouts of the calls keep their pace (median and 99 % within 20 ms)";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application.start(LiveCalls.PROPERTIES)) {
			application.server().poison(MARK, "errors");
			LiveCalls calls = new LiveCalls(application);
			handIn(application).await(Duration.ofSeconds(30)); // warms up
			calls.make(0, 2);
			LiveCalls.Pace without = calls.make(10_000, seconds(quick));
			Outcomes outcomes = new Outcomes();
			ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
			timer.scheduleAtFixedRate(() -> handIn(application, outcomes), 0, 1, TimeUnit.SECONDS);
			LiveCalls.Pace with = calls.make(50_000, seconds(quick));
			timer.shutdownNow();
			outcomes.await(Duration.ofSeconds(30));
			return new Finding("with %s; without %s; operations %s".formatted(with, without, outcomes),
					with.keeps(without) && outcomes.accepted() == 0);
		}
	}

	private static Outcomes handIn(Application application) {
		Outcomes outcomes = new Outcomes();
		handIn(application, outcomes);
		return outcomes;
	}

	private static void handIn(Application application, Outcomes outcomes) {
		for (int i = 0; i < BATCH; i++) {
			outcomes.add(application.queue().add(TrackOperation.identify(MARK + i, Map.of())));
		}
	}

}
