package io.github.customeriospring.benchmarks.weather.child;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.WeatherScenario;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Web requests add to a queue that is full and paused.
 */
public final class FullQueue implements WeatherScenario {

	private static final int REQUESTS = 200;

	private static final int PINGS = 50;

	private static final double MOST_MILLIS = 1000;

	/** The deadline, and what it takes to end. */
	private static final double MOST_SECONDS = 20 + 5;

	private static int capacity(boolean quick) {
		return quick ? 10_000 : 100_000;
	}

	@Override
	public String name() {
		return "full-queue";
	}

	@Override
	public String weather(boolean quick) {
		return "Queue of %,d full and paused, %d web requests that add or send, then SIGTERM".formatted(capacity(quick),
				REQUESTS);
	}

	@Override
	public String bar(boolean quick) {
		return "the application answers throughout (within 1 s); everything queued is delivered or told within the deadline";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));
				Child child = Child.start(WebMain.class, List.of("-Xmx512m"), server.url(),
						Integer.toString(capacity(quick)))) {
			URI uri = URI.create("http://127.0.0.1:" + child.await("ready ", Duration.ofMinutes(1)));
			HttpClient client = HttpClient.newHttpClient();
			pings(client, uri); // warms up
			List<CompletableFuture<?>> adding = new ArrayList<>();
			for (int i = 0; i < REQUESTS; i++) {
				HttpRequest add = HttpRequest.newBuilder(uri.resolve((i % 2 == 0) ? "/add" : "/send"))
					.POST(HttpRequest.BodyPublishers.noBody())
					.build();
				adding.add(client.sendAsync(add, BodyHandlers.discarding()));
			}
			List<Double> millis = pings(client, uri);
			long waiting = adding.stream().filter((request) -> !request.isDone()).count();
			long start = System.nanoTime();
			child.terminate();
			String outcomes = child.await("outcomes ", Duration.ofMinutes(1));
			int exit = child.awaitEnd(Duration.ofSeconds(30));
			double seconds = (System.nanoTime() - start) / 1e9;
			Accepted accepted = server.accepted();
			double slowest = Statistics.percentile(millis, 100);
			return new Finding(
					"answered within %s ms while %d requests waited for room; after SIGTERM %s, %s, exit %d after %s s"
						.formatted(of(slowest), waiting, accepted, outcomes, exit, of(seconds)),
					slowest <= MOST_MILLIS && outcomes.startsWith("{") && !outcomes.contains("without outcome")
							&& seconds <= MOST_SECONDS && accepted.people() >= capacity(quick));
		}
	}

	/** Returns how many milliseconds each took. */
	private static List<Double> pings(HttpClient client, URI uri) throws IOException, InterruptedException {
		List<Double> millis = new ArrayList<>();
		for (int i = 0; i < PINGS; i++) {
			long start = System.nanoTime();
			client.send(HttpRequest.newBuilder(uri.resolve("/ping")).timeout(Duration.ofSeconds(10)).build(),
					BodyHandlers.discarding());
			millis.add((System.nanoTime() - start) / 1e6);
			Thread.sleep(20);
		}
		return millis;
	}

}
