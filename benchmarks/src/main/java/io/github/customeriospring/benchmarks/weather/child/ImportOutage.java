package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.benchmarks.weather.WeatherScenario;

/**
 * Customer.io goes away in the middle of an import with little memory.
 */
public final class ImportOutage implements WeatherScenario {

	private static final Pattern NONE_FAILED = Pattern.compile("\\bfailed=0\\b");

	private static int people(boolean quick) {
		return quick ? 100_000 : 1_000_000;
	}

	private static Duration outage(boolean quick) {
		return quick ? Duration.ofSeconds(10) : Duration.ofMinutes(2);
	}

	@Override
	public String name() {
		return "import";
	}

	@Override
	public String weather(boolean quick) {
		return "Import of %,d people with 128 MB, connections refused for %d s in its middle".formatted(people(quick),
				outage(quick).toSeconds());
	}

	@Override
	public String bar(boolean quick) {
		return "all arrive, exit 0, none failed";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));
				Child child = Child.start(ImportMain.class, List.of("-Xmx128m"), server.url(),
						Integer.toString(people(quick)))) {
			for (int i = 0; i < 3000 && server.accepted().people() < people(quick) / 2; i++) {
				Thread.sleep(100);
			}
			int before = server.accepted().people();
			server.refuse();
			Thread.sleep(outage(quick).toMillis());
			server.heal();
			String end = child.await("imported ", Duration.ofMinutes(4));
			int exit = child.awaitEnd(Duration.ofSeconds(30));
			Accepted accepted = server.accepted();
			return new Finding("%s, %s, exit %d; %,d had arrived before".formatted(accepted, end, exit, before),
					accepted.people() == people(quick) && exit == 0 && NONE_FAILED.matcher(end).find()
							&& before < people(quick));
		}
	}

}
