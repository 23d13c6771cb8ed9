package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for callers that block on their own threads, as those of Spring MVC do.
 */
class BlockingCallersTests {

	private static final int THREADS = 20;

	private static final int CALLS = 5;

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder().limit(SimulatedQuota.TRACK, 25, Duration.ofMillis(200)));

	@Test
	void platformThreadsWhenTheLimitIsLowAreAllServed() throws Exception {
		assertThatAllAreServed(Executors.newFixedThreadPool(THREADS));
	}

	@Test
	void virtualThreadsWhenTheLimitIsLowAreAllServed() throws Exception {
		assumeTrue(Runtime.version().feature() >= 21, "virtual threads need Java 21");
		assertThatAllAreServed(
				(ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
	}

	private void assertThatAllAreServed(ExecutorService threads) {
		CustomerIoContextRunner.create(this.customerIo.simulator())
			.withPropertyValues("customerio.rate-limit.track.limit=25", "customerio.rate-limit.track.window=200ms",
					// more than a busy machine may hold a request up
					"customerio.rate-limit.track.tuning.margin=500ms")
			.run((context) -> {
				CustomerIoTemplate template = context.getBean(CustomerIoTemplate.class);
				List<Callable<Integer>> callers = new ArrayList<>();
				for (int thread = 0; thread < THREADS; thread++) {
					String person = "person-" + thread;
					callers.add(() -> {
						for (int call = 0; call < CALLS; call++) {
							template.track(person, "call", Map.of("number", call));
						}
						return CALLS;
					});
				}
				for (Future<Integer> caller : threads.invokeAll(callers, 60, TimeUnit.SECONDS)) {
					assertThat(caller).succeedsWithin(Duration.ZERO).isEqualTo(CALLS);
				}
				assertThat(this.customerIo.simulator().stats(SimulatedQuota.TRACK).accepted())
					.isEqualTo(THREADS * CALLS);
				assertThat(this.customerIo.simulator().stats(SimulatedQuota.TRACK).refused()).isZero();
			});
		threads.shutdownNow();
	}

}
