package io.github.customeriospring.benchmarks.weather;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.report.Rates;
import io.github.customeriospring.benchmarks.server.Accepted;
import io.github.customeriospring.benchmarks.server.Arrival;
import io.github.customeriospring.benchmarks.weather.child.Outcomes;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.QueueStats;

import static io.github.customeriospring.benchmarks.report.Numbers.of;

/**
 * Customer.io is away while operations come in.
 */
final class Outage implements WeatherScenario {

	private static final int MEANWHILE = 1000;

	private static final double MOST_SECONDS = 5;

	/** The longest pause of a probe, and what it takes to be heard of. */
	private static final double LONGEST_PROBE = 30 + 2;

	/** What a probe that gets no answer takes. */
	private static final double TIMEOUT = 10;

	private static final int MOST_MET = 120;

	private final String answer;

	Outage(String answer) {
		this.answer = answer;
	}

	private boolean isRefused() {
		return "refused".equals(this.answer);
	}

	private boolean isSilent() {
		return "none".equals(this.answer);
	}

	private static int queued(boolean quick) {
		return quick ? 5000 : 50_000;
	}

	private static int seconds(boolean quick) {
		return quick ? 5 : 60;
	}

	@Override
	public String name() {
		return isSilent() ? "silence" : this.answer;
	}

	@Override
	public String weather(boolean quick) {
		return "%s for %d s, %,d queued, %,d handed in meanwhile".formatted(
				isRefused() ? "Connections refused" : (isSilent() ? "No answer" : this.answer) + " to everything",
				seconds(quick), queued(quick), MEANWHILE);
	}

	@Override
	public String bar(boolean quick) {
		return "all arrive, 0 failed, each once; full rate within 5 s after it is back, or the last probe's wait"
				+ (isRefused() ? "" : "; at most 120 requests meet the outage");
	}

	@Override
	public Finding play(boolean quick) throws InterruptedException {
		try (Application application = Application.start(Map.of())) {
			if (isRefused()) {
				application.server().refuse();
			}
			else {
				application.server().outage(this.answer);
			}
			Outcomes outcomes = new Outcomes();
			for (int i = 0; i < queued(quick); i++) {
				outcomes.add(application.queue().add(Application.operation(i)));
			}
			double sinceProbe = handInMeanwhile(application.queue(), outcomes, quick);
			List<Arrival> met = application.server().arrivals();
			application.server().mark();
			application.server().heal();
			outcomes.await(Duration.ofMinutes(2));
			Rates accepted = Rates.accepted(application.server().arrivals());
			return finding(outcomes, application.server().accepted(), met.size(), accepted, sinceProbe,
					queued(quick) + MEANWHILE);
		}
	}

	/** Returns how long ago Customer.io was asked at the end. */
	private static double handInMeanwhile(CustomerIoQueue queue, Outcomes outcomes, boolean quick)
			throws InterruptedException {
		long lastProbe = System.nanoTime();
		int probes = 0;
		for (int i = 0; i < MEANWHILE; i++) {
			outcomes.add(queue.add(Application.operation(queued(quick) + i)));
			QueueStats.Hold hold = queue.stats().hold();
			if (hold != null && hold.attempts() != probes) {
				probes = hold.attempts();
				lastProbe = System.nanoTime();
			}
			Thread.sleep(seconds(quick) * 1000L / MEANWHILE);
		}
		return (System.nanoTime() - lastProbe) / 1e9;
	}

	private Finding finding(Outcomes outcomes, Accepted accepted, int met, Rates rates, double sinceProbe, int count) {
		double silence = rates.first();
		double wait = silence + sinceProbe;
		double rest = rates.last() - rates.first();
		String measured = "%s, %s; first accepted %s s after it was back (that probe's wait was %s s), all %s s later; %d requests met it"
			.formatted(accepted, outcomes, of(silence), of(wait), of(rest), met);
		return new Finding(measured,
				outcomes.areAllAccepted() && accepted.isEachOnce(count)
						&& (silence <= MOST_SECONDS || wait <= LONGEST_PROBE + (isSilent() ? TIMEOUT : 0))
						&& rest <= MOST_SECONDS && met <= MOST_MET);
	}

}
