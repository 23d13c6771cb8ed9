package io.github.customeriospring.benchmarks.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.springframework.util.FileSystemUtils;

/**
 * Processes with a queue in a file are killed.
 */
final class KilledFile implements StoreScenario {

	private static final int RATE = 10_000;

	private static final int MOST_IN_FLIGHT = 10 * 1000;

	private static int kills(boolean quick) {
		return quick ? 2 : 20;
	}

	@Override
	public String name() {
		return "kill";
	}

	@Override
	public String story(boolean quick) {
		return "`file`: kill -9 at %d random points under %,d operations a second".formatted(kills(quick), RATE);
	}

	@Override
	public String bar() {
		return "acknowledged but not delivered: 0; repeated: at most what was in flight; order per identity kept";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		Path directory = Files.createTempDirectory("store");
		List<String> properties = List.of("customerio.queue.store=file",
				"customerio.queue.file=" + directory.resolve("queue.db"), "customerio.queue.capacity=1000000");
		Random random = new Random();
		Set<Long> safe = new HashSet<>();
		long mostRepeated = 0;
		try (Judge judge = new Judge()) {
			for (int kill = 0; kill < kills(quick); kill++) {
				try (Instance instance = Instance.start(judge.url(), "p", kill * 10_000_000L, "rate=" + RATE,
						properties)) {
					instance.await("ready", 60);
					Thread.sleep(1000 + random.nextInt(3000));
					safe.addAll(instance.kill());
				}
				long before = judge.repeated();
				judge.collect();
				mostRepeated = Math.max(mostRepeated, judge.repeated() - before);
			}
			try (Instance last = Instance.start(judge.url(), "q", Long.MAX_VALUE / 2, "count=0", properties)) {
				last.await("idle", 120);
			}
			judge.collect();
			return new Finding(
					"%,d acknowledged, %,d of them missing; %,d arrived, %,d of them again (at most %,d after a kill); %d people out of order"
						.formatted(safe.size(), judge.missing(safe), judge.operations(), judge.repeated(), mostRepeated,
								judge.disordered()),
					judge.missing(safe) == 0 && mostRepeated <= MOST_IN_FLIGHT && judge.disordered() == 0);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

}
