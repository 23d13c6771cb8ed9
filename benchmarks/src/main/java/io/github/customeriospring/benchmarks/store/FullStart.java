package io.github.customeriospring.benchmarks.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * An application starts with a lot in its store.
 */
final class FullStart implements StoreScenario {

	private static final long MOST_MILLIS = 2000;

	private final String store;

	FullStart(String store) {
		this.store = store;
	}

	private static int count(boolean quick) {
		return quick ? 50_000 : 1_000_000;
	}

	@Override
	public String name() {
		return "start-" + this.store;
	}

	@Override
	public String story(boolean quick) {
		return "`%s`: %,d operations of 300 bytes wait at the start, heap of 256 MB".formatted(this.store,
				count(quick));
	}

	@Override
	public String bar() {
		return "sending within 2 s, memory bounded";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		Path directory = Files.createTempDirectory("store");
		try (Judge judge = new Judge(); AutoCloseable database = database()) {
			List<String> properties = new ArrayList<>((database instanceof Postgres postgres) ? postgres.properties()
					: List.of("customerio.queue.store=file", "customerio.queue.file=" + directory.resolve("queue.db")));
			properties.add("customerio.queue.capacity=2000000");
			try (Instance empty = Instance.start(judge.url(), "p", 0, "count=0", properties)) {
				empty.await("idle", 60); // makes the tables
			}
			fill((database instanceof Postgres postgres) ? postgres.url()
					: "jdbc:sqlite:" + directory.resolve("queue.db"), count(quick));
			try (Instance instance = Instance.start(judge.url(), "p", 0, "rate=0", properties)) {
				instance.await("ready", 60);
				long start = System.nanoTime();
				while (judge.arrived() == 0) {
					Thread.sleep(5);
				}
				long first = (System.nanoTime() - start) / 1_000_000;
				long deadline = System.nanoTime() + 400_000_000_000L;
				while (judge.arrived() < count(quick) && System.nanoTime() < deadline) {
					Thread.sleep(50);
				}
				long all = (System.nanoTime() - start) / 1_000_000;
				return new Finding(
						"first request %d ms after the application had started, all %,d arrived after %.1f s"
							.formatted(first, judge.arrived(), all / 1000.0),
						first <= MOST_MILLIS && judge.arrived() >= count(quick));
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static void fill(String url, int count) throws SQLException {
		String text = "x".repeat(180);
		try (Connection connection = DriverManager.getConnection(url)) {
			connection.setAutoCommit(false);
			try (PreparedStatement insert = connection
				.prepareStatement("INSERT INTO customerio_operation (part, operation, created) VALUES (?, ?, ?)")) {
				long now = System.currentTimeMillis();
				for (int i = 0; i < count; i++) {
					insert.setInt(1, i % 64);
					insert.setString(2,
							"{\"type\":\"person\",\"action\":\"identify\",\"identifiers\":{\"id\":\"p%d\"},\"timestamp\":%d,\"attributes\":{\"text\":\"%s\"}}"
								.formatted(i, now / 1000, text));
					insert.setLong(3, now);
					insert.addBatch();
					if (i % 5000 == 4999) {
						insert.executeBatch();
					}
				}
				insert.executeBatch();
			}
			connection.commit();
		}
	}

	private AutoCloseable database() throws Exception {
		return this.store.equals("file") ? () -> {
		} : Postgres.start();
	}

}
