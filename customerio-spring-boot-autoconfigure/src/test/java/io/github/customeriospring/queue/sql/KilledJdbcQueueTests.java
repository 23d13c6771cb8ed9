package io.github.customeriospring.queue.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.customeriospring.queue.store.Arrivals;
import io.github.customeriospring.queue.store.HandingIn;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that instances that share a queue in PostgreSQL go on with the work of one that
 * is killed.
 */
class KilledJdbcQueueTests {

	private static final int RATE = 1000;

	private static final int MOST_IN_FLIGHT = 10 * 1000;

	@TempDir
	private Path directory;

	@Test
	void whatIsSafeArrivesInOrderThoughAnInstanceIsKilled() throws Exception {
		try (DatabaseServer database = DatabaseServer.postgres();
				SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
					.limit(SimulatedQuota.TRACK, 100, Duration.ofSeconds(1))
					.recordedRequests(100_000)
					.serviceTime(Duration.ofMillis(50))
					.keepState(false)
					.start();
				HandingIn first = start(customerIo, database, 0, RATE, "a")) {
			first.awaitReady();
			Set<Long> safe = new HashSet<>();
			try (HandingIn second = start(customerIo, database, 1_000_000, RATE, "b")) {
				second.awaitReady();
				second.awaitSafe(2000);
				safe.addAll(second.kill());
			}
			first.awaitSafe(2 * first.safeCount());
			safe.addAll(first.kill());
			try (HandingIn last = start(customerIo, database, 0, 0, "c")) {
				last.awaitEnd();
			}
			Arrivals arrivals = new Arrivals(customerIo);
			assertThat(arrivals.numbers()).containsAll(safe);
			assertThat(arrivals.repeated()).isBetween(0L, 2L * MOST_IN_FLIGHT);
			arrivals.assertThatOrderIsKept();
		}
	}

	private HandingIn start(SimulatedCustomerIo customerIo, DatabaseServer database, long first, int rate,
			String prefix) throws Exception {
		return HandingIn.start(customerIo, this.directory.resolve("log"), first, rate, prefix,
				"customerio.queue.store=jdbc", "customerio.queue.jdbc.initialize-schema=always",
				"customerio.queue.jdbc.lease=5s", "spring.datasource.url=" + database.url(),
				"customerio.rate-limit.track.limit=50");
	}

}
