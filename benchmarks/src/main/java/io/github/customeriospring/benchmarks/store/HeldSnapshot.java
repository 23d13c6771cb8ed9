package io.github.customeriospring.benchmarks.store;

import java.sql.Connection;
import java.util.List;

/**
 * Somebody holds a snapshot of the database open, as a backup does.
 */
final class HeldSnapshot implements StoreScenario {

	private static final int RATE = 5000;

	private static final double LEAST = 0.8;

	private static int seconds(boolean quick) {
		return quick ? 20 : 480;
	}

	@Override
	public String name() {
		return "snapshot";
	}

	@Override
	public String story(boolean quick) {
		return "PostgreSQL: a snapshot held open for %d s under %,d operations a second".formatted(seconds(quick),
				RATE);
	}

	@Override
	public String bar() {
		return "rate within 20 %";
	}

	@Override
	public Finding play(boolean quick) throws Exception {
		int slice = seconds(quick) / 8;
		try (Judge judge = new Judge();
				Postgres postgres = Postgres.start();
				Instance instance = Instance.start(judge.url(), "p", 0, "rate=" + RATE,
						List.copyOf(postgres.properties()));
				Connection holder = postgres.connect()) {
			instance.await("ready", 60);
			Thread.sleep(5000);
			holder.setAutoCommit(false);
			holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
			holder.createStatement().executeQuery("SELECT COUNT(*) FROM customerio_operation").next();
			double first = rate(judge, slice);
			Thread.sleep(slice * 6 * 1000L);
			double last = rate(judge, slice);
			return new Finding(
					"%,.0f a second delivered in the first eighth, %,.0f in the last one".formatted(first, last),
					last >= LEAST * first && last >= LEAST * RATE);
		}
	}

	private static double rate(Judge judge, int seconds) throws InterruptedException {
		long before = judge.arrived();
		long start = System.nanoTime();
		Thread.sleep(seconds * 1000L);
		return (judge.arrived() - before) * 1e9 / (System.nanoTime() - start);
	}

}
