package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import reactor.core.publisher.Mono;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Callbacks of the queue block while others make calls.
 */
final class BlockingCallbacks implements WeatherScenario {

	private static final Duration BLOCKED = Duration.ofMillis(100);

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final int SILENT = 999_999;

	private static final int CALLS_A_SECOND = 50;

	/** What the other's pace may differ by, in milliseconds. */
	private static final double NOISE = 20;

	private static int seconds(boolean quick) {
		return quick ? 3 : 20;
	}

	@Override
	public String name() {
		return "blocking-callbacks";
	}

	@Override
	public String weather(boolean quick) {
		return "Callbacks of the queue that block 100 ms each, beside %d calls a second".formatted(CALLS_A_SECOND);
	}

	@Override
	public String bar(boolean quick) {
		return "permits and timeouts of the calls keep their pace (median and 99 % within 20 ms)";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application.start(
				Map.of("customerio.response-timeout", TIMEOUT.toMillis() + "ms", "customerio.retry.max-retries", 0))) {
			application.server().poison("\"id\":\"" + SILENT + "\"", "none");
			calls(application, 0, 2);
			Pace without = calls(application, 10_000, seconds(quick));
			int operations = 8 * 10 * (seconds(quick) + 5);
			Outcomes callbacks = new Outcomes();
			for (int i = 0; i < operations; i++) {
				callbacks.add(application.queue()
					.add(Application.operation(20_000 + i))
					.thenRun(() -> LockSupport.parkNanos(BLOCKED.toNanos())));
			}
			Pace with = calls(application, 50_000, seconds(quick));
			int meanwhile = callbacks.accepted();
			callbacks.await(Duration.ofMinutes(2));
			String measured = "with %s; without %s; %d of %d callbacks ran meanwhile".formatted(with, without,
					meanwhile, operations);
			return new Finding(measured, with.keeps(without) && meanwhile > 0 && meanwhile < operations);
		}
	}

	private static Pace calls(Application application, int from, int seconds) throws InterruptedException {
		Collection<Double> millis = new ConcurrentLinkedQueue<>();
		Collection<Double> timeouts = new ConcurrentLinkedQueue<>();
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < CALLS_A_SECOND * seconds; i++) {
			boolean silent = i % CALLS_A_SECOND == 0;
			outcomes.add(timed(application.template().send(Application.operation(silent ? SILENT : from + i)),
					silent ? timeouts : millis));
			Thread.sleep(1000 / CALLS_A_SECOND);
		}
		outcomes.await(Duration.ofSeconds(10));
		return new Pace(Statistics.median(millis), Statistics.percentile(millis, 99), Statistics.median(timeouts),
				Statistics.percentile(timeouts, 100));
	}

	private static Mono<Void> timed(Mono<Void> call, Collection<Double> millis) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			return call.doOnTerminate(() -> millis.add((System.nanoTime() - start) / 1e6));
		});
	}

	private record Pace(double median, double p99, double timeout, double slowestTimeout) {

		boolean keeps(Pace other) {
			return this.median <= other.median + NOISE && this.p99 <= other.p99 + NOISE
					&& this.slowestTimeout <= other.slowestTimeout + NOISE;
		}

		@Override
		public String toString() {
			return "%s ms (99 %% %s ms), timeouts after %s ms (slowest %s ms)".formatted(of(this.median), of(this.p99),
					of(this.timeout), of(this.slowestTimeout));
		}

	}

}
