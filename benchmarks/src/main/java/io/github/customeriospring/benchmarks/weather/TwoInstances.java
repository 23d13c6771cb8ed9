package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;

import org.springframework.context.ConfigurableApplicationContext;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Two applications share a workspace and know nothing of each other.
 */
final class TwoInstances implements WeatherScenario {

	private static final double MOST_SECONDS = 30;

	/** The first second can bring 200 requests, of which 100 are refused. */
	private static final int MOST_REFUSED = 150;

	private static final int WARM_UP = 40;

	private static int calls(boolean quick) {
		return quick ? 500 : 2000;
	}

	@Override
	public String name() {
		return "two-instances";
	}

	@Override
	public String weather(boolean quick) {
		return "Two applications that each use the whole limit of one workspace, %,d calls at once"
			.formatted(calls(quick));
	}

	@Override
	public String bar(boolean quick) {
		return "all accepted within %s s, at most %d requests refused".formatted(of(MOST_SECONDS), MOST_REFUSED);
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));
				ConfigurableApplicationContext one = start(server);
				ConfigurableApplicationContext other = start(server)) {
			List<ReactiveCustomerIoTemplate> templates = List.of(one.getBean(ReactiveCustomerIoTemplate.class),
					other.getBean(ReactiveCustomerIoTemplate.class));
			send(templates, WARM_UP).await(Duration.ofSeconds(30));
			Thread.sleep(2000);
			server.forget();
			long start = System.nanoTime();
			Outcomes outcomes = send(templates, calls(quick));
			outcomes.await(Duration.ofMinutes(2));
			double seconds = (outcomes.lastNanos() - start) / 1e9;
			List<Arrival> arrivals = server.arrivals();
			long refused = arrivals.stream().filter(Arrival::isRefused).count();
			Accepted accepted = server.accepted();
			return new Finding(
					"%s, %s in %s s, %d of %,d requests refused".formatted(accepted, outcomes, of(seconds), refused,
							arrivals.size()),
					accepted.isEachOnce(calls(quick)) && seconds <= MOST_SECONDS && refused <= MOST_REFUSED);
		}
	}

	private static ConfigurableApplicationContext start(ServerProcess server) {
		return OurContext.start(server.url(), Map.of(), (beans) -> {
		});
	}

	private static Outcomes send(List<ReactiveCustomerIoTemplate> templates, int calls) {
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < calls; i++) {
			outcomes.add(templates.get(i % 2).send(Body.of(i)));
		}
		return outcomes;
	}

}
