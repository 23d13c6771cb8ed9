package io.github.customeriospring.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Nothing in a call's way blocks a thread that must not be blocked.
 */
class BlockHoundTests {

	private static final int LIMIT = 200;

	private static final Queue<Throwable> BLOCKED = new ConcurrentLinkedQueue<>();

	@BeforeAll
	static void install() {
		try {
			BlockHound.install((builder) -> builder
				.blockingMethodCallback((method) -> BLOCKED.add(new IllegalStateException(method.toString()))));
		}
		catch (RuntimeException | LinkageError ex) {
			abort("BlockHound does not work on Java " + Runtime.version().feature() + ": " + ex);
		}
		blockAParallelThread();
		if (BLOCKED.isEmpty()) {
			abort("BlockHound sees nothing on Java " + Runtime.version().feature()
					+ "; it needs -XX:+AllowRedefinitionToAddDeleteMethods");
		}
	}

	private static void blockAParallelThread() {
		BLOCKED.clear();
		Mono.fromRunnable(() -> {
			try {
				Thread.sleep(1);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}).subscribeOn(Schedulers.parallel()).block();
	}

	@Test
	void blockingOnAParallelThreadIsDetected() {
		blockAParallelThread();
		assertThat(BLOCKED).isNotEmpty();
	}

	@Test
	void callsThatWaitAndAreRefusedAndRetriedBlockNoThread() {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
			.limit(SimulatedQuota.TRACK, LIMIT, Duration.ofSeconds(1))
			.start(); ConfigurableApplicationContext context = start(customerIo)) {
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			// the first answer loads Netty's decoders, and with them libraries of other
			// peers
			template.send(Body.of(0)).block(Duration.ofSeconds(60));
			customerIo.faults().next(20, Fault.status(503)).next(2, Fault.tooManyRequests()).next(5, Fault.reset());
			BLOCKED.clear();
			Flux.range(0, 500)
				.flatMap((call) -> template.send(Body.of(call)), 500)
				.then()
				.block(Duration.ofSeconds(60));
			assertThat(BLOCKED.stream().map(BlockHoundTests::describe).distinct()).isEmpty();
			assertThat(customerIo.distinctPeople()).isEqualTo(500);
		}
	}

	private static String describe(Throwable blocked) {
		return Arrays.stream(blocked.getStackTrace())
			.skip(3) // BlockHound's own
			.map(StackTraceElement::toString)
			.collect(Collectors.joining("\n\t", blocked.getMessage() + "\n\t", "\n"));
	}

	private static ConfigurableApplicationContext start(SimulatedCustomerIo customerIo) {
		return OurContext.start(customerIo.url(), (builder) -> {
		}, Map.of("customerio.rate-limit.track.limit", LIMIT, "customerio.retry.base-delay", "20ms",
				"customerio.retry.max-retries", 10));
	}

}
