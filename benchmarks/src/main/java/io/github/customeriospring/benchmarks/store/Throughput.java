package io.github.customeriospring.benchmarks.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * Operations are handed in as fast as they are taken.
 */
final class Throughput implements StoreScenario {

	private static final int RATE = 10_000;

	private static final double MOST_REQUESTS = 1.05;

	private final String store;

	Throughput(String store) {
		this.store = store;
	}

	private static int count(boolean quick) {
		return quick ? 20_000 : 300_000;
	}

	@Override
	public String name() {
		return "throughput-" + this.store;
	}

	@Override
	public String story(boolean quick) {
		return "`%s`: %,d operations handed in as fast as they are taken, client, database and Customer.io on two cores"
			.formatted(this.store, count(quick));
	}

	@Override
	public String bar() {
		return "10,000 a second or more handed over and delivered, at most 1.05 × the fewest requests";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		Path directory = Files.createTempDirectory("store");
		try (Judge judge = new Judge(); AutoCloseable database = database()) {
			List<String> properties = new ArrayList<>((database instanceof Postgres postgres) ? postgres.properties()
					: List.of("customerio.queue.store=file", "customerio.queue.file=" + directory.resolve("queue.db")));
			properties.add("customerio.queue.capacity=1000000");
			properties.add("customerio.queue.max-bytes=1GB");
			try (Instance instance = Instance.start(judge.url(), "p", 0, "count=" + count(quick), properties)) {
				String[] safe = instance.await("safe", 300).split(" ");
				double idle = Double.parseDouble(instance.await("idle", 300));
				judge.collect();
				double handed = count(quick) * 1000.0 / Double.parseDouble(safe[0]);
				double delivered = count(quick) * 1000.0 / idle;
				double fewest = Math.ceil(count(quick) / 1000.0);
				return new Finding(
						"%,.0f a second handed over, %,.0f delivered, %d requests of %.0f, %s refused by the queue"
							.formatted(handed, delivered, judge.requests(), fewest, safe[2]),
						handed >= RATE && delivered >= RATE && judge.requests() <= MOST_REQUESTS * fewest
								&& judge.operations() == count(quick));
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private AutoCloseable database() throws Exception {
		return this.store.equals("file") ? () -> {
		} : Postgres.start();
	}

}
