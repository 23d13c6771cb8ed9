package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.List;

import io.github.customeriospring.benchmarks.weather.WeatherScenario;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * A long queue while observations and meters are on.
 */
public final class QueueMemory implements WeatherScenario {

	private static final double MOST_BYTES = 850;

	private static int operations(boolean quick) {
		return quick ? 10_000 : 100_000;
	}

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public String weather(boolean quick) {
		return "%,d operations queued, observed and metered".formatted(operations(quick));
	}

	@Override
	public String bar(boolean quick) {
		return "at most 850 bytes each beside their JSON";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		try (Child child = Child.start(MemoryMain.class, List.of("-Xmx1g", "-XX:+UseSerialGC"),
				Integer.toString(operations(quick)))) {
			String queued = child.await("queued ", Duration.ofMinutes(1));
			double json = Double.parseDouble(child.await("json ", Duration.ofSeconds(5)));
			double beside = Double.parseDouble(child.await("beside ", Duration.ofSeconds(5)));
			return new Finding(
					"%s bytes each beside %s bytes of JSON, %s queued".formatted(of(beside), of(json), queued),
					beside <= MOST_BYTES && queued.equals(Integer.toString(operations(quick))));
		}
	}

}
