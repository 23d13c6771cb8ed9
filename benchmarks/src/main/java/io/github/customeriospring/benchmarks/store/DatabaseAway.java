package io.github.customeriospring.benchmarks.store;

import java.util.List;
import java.util.Set;

/**
 * The database is killed and stays away for a while.
 */
final class DatabaseAway implements StoreScenario {

	private static final int RATE = 1000;

	private static int seconds(boolean quick) {
		return quick ? 5 : 30;
	}

	@Override
	public String name() {
		return "away";
	}

	@Override
	public String story(boolean quick) {
		return "PostgreSQL killed and away for %d s, %,d operations a second".formatted(seconds(quick), RATE);
	}

	@Override
	public String bar() {
		return "a clear error at the caller; nothing acknowledged is lost";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		try (Judge judge = new Judge(); Postgres postgres = Postgres.start()) {
			List<String> properties = postgres.properties();
			try (Instance instance = Instance.start(judge.url(), "p", 0, "rate=" + RATE, properties)) {
				instance.await("ready", 60);
				Thread.sleep(5000);
				int before = instance.safeCount();
				postgres.awayFor(seconds(quick));
				String error = instance.await("refused", 60);
				int after = instance.safeCount();
				Thread.sleep(10_000);
				int later = instance.safeCount();
				Set<Long> safe = instance.kill();
				try (Instance last = Instance.start(judge.url(), "z", 0, "count=0", properties)) {
					last.await("idle", 120);
				}
				judge.collect();
				return new Finding(
						"%,d acknowledged (%,d before, %,d after it was back), %,d of them missing; %,d arrived again; callers were told: %s"
							.formatted(safe.size(), before, later - after, judge.missing(safe), judge.repeated(),
									error),
						judge.missing(safe) == 0 && later > after && judge.disordered() == 0);
			}
		}
	}

}
