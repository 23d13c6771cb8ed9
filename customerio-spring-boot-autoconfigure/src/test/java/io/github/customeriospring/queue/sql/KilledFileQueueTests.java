package io.github.customeriospring.queue.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import io.github.customeriospring.queue.store.Arrivals;
import io.github.customeriospring.queue.store.HandingIn;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a queue in a file outlives processes that are killed.
 */
class KilledFileQueueTests {

	private static final int KILLS = 3;

	private static final int RATE = 2000;

	private static final int MOST_IN_FLIGHT = 10 * 1000;

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.limit(SimulatedQuota.TRACK, 100, Duration.ofSeconds(1))
		.recordedRequests(100_000)
		.serviceTime(Duration.ofMillis(50))
		.keepState(false)
		.start();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void whatIsSafeArrivesInOrderThoughTheProcessIsKilled() throws Exception {
		Random random = new Random(7);
		Set<Long> safe = new HashSet<>();
		for (int kill = 0; kill < KILLS; kill++) {
			try (HandingIn process = start(kill * 1_000_000L, RATE)) {
				process.awaitReady();
				int until = 500 + random.nextInt(RATE);
				process.awaitSafe(until);
				Set<Long> some = process.kill();
				assertThat(some).hasSizeGreaterThanOrEqualTo(until);
				safe.addAll(some);
			}
		}
		try (HandingIn last = start(0, 0)) {
			last.awaitEnd();
		}
		Arrivals arrivals = new Arrivals(this.customerIo);
		assertThat(arrivals.numbers()).containsAll(safe);
		assertThat(arrivals.repeated()).isBetween(0L, (long) KILLS * MOST_IN_FLIGHT);
		arrivals.assertThatOrderIsKept();
	}

	private HandingIn start(long first, int rate) throws Exception {
		return HandingIn.start(this.customerIo, this.directory.resolve("log"), first, rate, "p",
				"customerio.queue.store=file", "customerio.queue.file=" + this.directory.resolve("queue.db"));
	}

}
