package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.List;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.WeatherScenario;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * A process that has just started makes very many calls at once.
 */
public final class ColdBurst implements WeatherScenario {

	/** So long beyond the shortest time that the limit allows. */
	private static final double MOST_SECONDS_MORE = 3;

	private static int calls(boolean quick) {
		return quick ? 500 : 2000;
	}

	/** The last of them can leave when all but a window's worth have had their second. */
	private static double floor(boolean quick) {
		return (double) calls(quick) / ClientKind.LIMIT - 1;
	}

	@Override
	public String name() {
		return "cold-burst";
	}

	@Override
	public String weather(boolean quick) {
		return "%,d calls at once in a process that has just started".formatted(calls(quick));
	}

	@Override
	public String bar(boolean quick) {
		return "all accepted, no 429, at most %s s more than the %s s that the limit takes"
			.formatted(of(MOST_SECONDS_MORE), of(floor(quick)));
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));
				Child child = Child.start(BurstMain.class, List.of("-Xmx512m"), server.url(),
						Integer.toString(calls(quick)))) {
			child.await("prepared", Duration.ofMinutes(1));
			server.mark();
			child.goOn();
			String handedIn = child.await("handed in ", Duration.ofMinutes(1));
			String outcomes = child.await("outcomes ", Duration.ofMinutes(2));
			List<Arrival> arrivals = server.arrivals();
			Accepted accepted = server.accepted();
			long refused = arrivals.stream().filter(Arrival::isRefused).count();
			double seconds = seconds(arrivals, arrivals.size());
			return new Finding(
					"%s, %s, %d answers with 429; handing in took %s; the first request was there after %s s, 100 after %s s, 101 after %s s, 200 after %s s, 201 after %s s, 300 after %s s, all after %s s"
						.formatted(accepted, outcomes, refused, handedIn, of(seconds(arrivals, 1)),
								of(seconds(arrivals, 100)), of(seconds(arrivals, 101)), of(seconds(arrivals, 200)),
								of(seconds(arrivals, 201)), of(seconds(arrivals, 300)), of(seconds)),
					accepted.isEachOnce(calls(quick)) && refused == 0 && seconds <= floor(quick) + MOST_SECONDS_MORE);
		}
	}

	/** When the n-th request arrived. */
	private static double seconds(List<Arrival> arrivals, int number) {
		return (arrivals.size() < number) ? Double.NaN : arrivals.get(number - 1).micros() / 1e6;
	}

}
