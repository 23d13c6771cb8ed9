package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.customeriospring.benchmarks.weather.child.Outcomes;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Callbacks of the queue block while others make calls.
 */
final class BlockingCallbacks implements WeatherScenario {

	private static final Duration BLOCKED = Duration.ofMillis(100);

	private static int seconds(boolean quick) {
		return quick ? 3 : 20;
	}

	@Override
	public String name() {
		return "blocking-callbacks";
	}

	@Override
	public String weather(boolean quick) {
		return "Callbacks of the queue that block 100 ms each, beside %d calls a second".formatted(LiveCalls.A_SECOND);
	}

	@Override
	public String bar(boolean quick) {
		return "permits and timeouts of the calls keep their pace (median and 99 % within 20 ms)";
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application.start(LiveCalls.PROPERTIES)) {
			LiveCalls calls = new LiveCalls(application);
			calls.make(0, 2);
			LiveCalls.Pace without = calls.make(10_000, seconds(quick));
			int operations = 8 * 10 * (seconds(quick) + 5);
			Outcomes callbacks = new Outcomes();
			for (int i = 0; i < operations; i++) {
				callbacks.add(application.queue()
					.add(Application.operation(20_000 + i))
					.thenRun(() -> LockSupport.parkNanos(BLOCKED.toNanos())));
			}
			LiveCalls.Pace with = calls.make(50_000, seconds(quick));
			int meanwhile = callbacks.accepted();
			callbacks.await(Duration.ofMinutes(2));
			String measured = "with %s; without %s; %d of %d callbacks ran meanwhile".formatted(with, without,
					meanwhile, operations);
			return new Finding(measured, with.keeps(without) && meanwhile > 0 && meanwhile < operations);
		}
	}

}
