package io.github.customeriospring.benchmarks.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Client;
import io.github.customeriospring.benchmarks.client.Departures;
import io.github.customeriospring.benchmarks.server.ServerProcess;

/**
 * Where a scenario is played with one client.
 *
 * @param client sends
 * @param departures knows when calls left the client
 * @param server answers
 * @param calls the calls made
 * @param quick whether to play a small version
 * @param startedAt when it began, by {@link System#nanoTime()}
 * @param figures what the scenario found beside the usual
 */
record Stage(Client client, Departures departures, ServerProcess server, Calls calls, boolean quick, long startedAt,
		Map<String, Double> figures) {

	static Stage begin(Client client, Departures departures, ServerProcess server, boolean quick) {
		server.mark();
		return new Stage(client, departures, server, new Calls(), quick, System.nanoTime(), new LinkedHashMap<>());
	}

	void sleepUntil(double seconds) throws InterruptedException {
		long nanos = this.startedAt + (long) (seconds * 1e9) - System.nanoTime();
		if (nanos > 0) {
			Thread.sleep(Duration.ofNanos(nanos).toMillis() + 1);
		}
	}

	double seconds(long nanoTime) {
		return (nanoTime - this.startedAt) / 1e9;
	}

	void burst(int count) {
		for (int call = 0; call < count; call++) {
			this.calls.start(call, this.client.send(call));
		}
	}

	void figure(String name, double value) {
		this.figures.put(name, value);
	}

}
