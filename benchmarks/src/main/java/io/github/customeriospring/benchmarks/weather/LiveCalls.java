package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import reactor.core.publisher.Mono;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Calls of the template at an even pace, of which one a second is never answered.
 */
final class LiveCalls {

	static final int A_SECOND = 50;

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	/** What an application must have that makes them. */
	static final Map<String, Object> PROPERTIES = Map.of("customerio.response-timeout", TIMEOUT.toMillis() + "ms",
			"customerio.retry.max-retries", 0);

	private static final int SILENT = 999_999;

	/** What the pace of others may differ by, in milliseconds. */
	private static final double NOISE = 20;

	private final Application application;

	LiveCalls(Application application) {
		this.application = application;
		application.server().poison("\"id\":\"" + SILENT + "\"", "none");
	}

	Pace make(int from, int seconds) throws InterruptedException {
		Collection<Double> millis = new ConcurrentLinkedQueue<>();
		Collection<Double> timeouts = new ConcurrentLinkedQueue<>();
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < A_SECOND * seconds; i++) {
			boolean silent = i % A_SECOND == 0;
			outcomes.add(timed(this.application.template().send(Application.operation(silent ? SILENT : from + i)),
					silent ? timeouts : millis));
			Thread.sleep(1000 / A_SECOND);
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

	record Pace(double median, double p99, double timeout, double slowestTimeout) {

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
