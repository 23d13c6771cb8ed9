package io.github.customeriospring.benchmarks.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Instances that share a queue in PostgreSQL are killed, and one is stopped for a while.
 */
final class KilledInstances implements StoreScenario {

	private static final int INSTANCES = 3;

	private static final int RATE = 500;

	private static final int SECONDS_A_KILL = 5;

	private static final int STOPPED_FOR = 4;

	private static int kills(boolean quick) {
		return quick ? 2 : 12;
	}

	@Override
	public String name() {
		return "instances";
	}

	@Override
	public String story(boolean quick) {
		return "PostgreSQL, %d instances with %d operations a second each, one killed every %d s, %d times, another one stopped for 20 s"
			.formatted(INSTANCES, RATE, SECONDS_A_KILL, kills(quick));
	}

	@Override
	public String bar() {
		return "the same; at most what was in flight at each kill and at the stop";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		Random random = new Random();
		Set<Long> safe = new HashSet<>();
		List<Instance> instances = new ArrayList<>();
		int[] started = new int[1];
		try (Judge judge = new Judge(); Postgres postgres = Postgres.start()) {
			for (int i = 0; i < INSTANCES; i++) {
				instances.add(start(judge, postgres, started));
			}
			for (Instance instance : instances) {
				instance.await("ready", 120);
			}
			Instance stopped = start(judge, postgres, started);
			stopped.await("ready", 120);
			for (int kill = 0; kill < kills(quick); kill++) {
				if (kill == 1) {
					stopped.signal("STOP");
				}
				if (kill == 1 + STOPPED_FOR || (quick && kill == 1)) {
					Thread.sleep(quick ? 20_000 : 0);
					stopped.signal("CONT");
				}
				Thread.sleep(SECONDS_A_KILL * 1000L);
				safe.addAll(instances.remove(random.nextInt(instances.size())).kill());
				instances.add(start(judge, postgres, started));
			}
			instances.add(stopped);
			for (Instance instance : instances) {
				safe.addAll(instance.kill());
			}
			try (Instance last = Instance.start(judge.url(), "z", 0, "count=0", postgres.properties())) {
				last.await("idle", 180);
			}
			judge.collect();
			int most = (kills(quick) + INSTANCES + 2) * 10 * 1000;
			return new Finding(
					"%,d acknowledged, %,d of them missing; %,d arrived, %,d of them again; %d people out of order"
						.formatted(safe.size(), judge.missing(safe), judge.operations(), judge.repeated(),
								judge.disordered()),
					judge.missing(safe) == 0 && judge.repeated() <= most && judge.disordered() == 0);
		}
		finally {
			instances.forEach(Instance::close);
		}
	}

	private static Instance start(Judge judge, Postgres postgres, int[] started) throws Exception {
		List<String> properties = new ArrayList<>(postgres.properties());
		properties.add("customerio.rate-limit.track.limit=25");
		int number = started[0]++;
		return Instance.start(judge.url(), "i" + number + "p", number * 10_000_000L, "rate=" + RATE, properties);
	}

}
