package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random operations, faults and bad items through the whole chain; what the simulator
 * holds in the end is what a map holds to which the same was done.
 */
class QueueModelTests {

	private static final int OPERATIONS = 4000;

	private static final int PEOPLE = 300;

	private static final Duration LONG = Duration.ofMinutes(1);

	/**
	 * The client finds no fault with it; on the way it becomes an event without a name.
	 */
	private static final String SPOILED = "spoiled";

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void simulatorHoldsWhatTheModelHolds(long seed) {
		Random random = new Random(seed);
		Map<String, Map<String, Integer>> model = new HashMap<>();
		Map<String, Integer> events = new TreeMap<>();
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
			.limit(SimulatedQuota.TRACK, 100, Duration.ofMillis(500))
			.serviceTime(Duration.ofMillis(2))
			.start(); ConfigurableApplicationContext context = application(customerIo.url())) {
			customerIo.faults()
				.random(0.05, Fault.status(503), seed)
				.random(0.03, Fault.reset(), seed + 1)
				.random(0.03, Fault.acceptThenReset(), seed + 2)
				.random(0.02, Fault.html(200), seed + 3)
				.random(0.01, Fault.tooManyRequests(), seed + 4);
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			List<CompletableFuture<Void>> good = new ArrayList<>();
			List<CompletableFuture<Void>> bad = new ArrayList<>();
			for (int i = 0; i < OPERATIONS; i++) {
				String id = "p" + random.nextInt(PEOPLE);
				int kind = random.nextInt(20);
				if (kind == 0) {
					bad.add(queue.add(TrackOperation.person(Identifier.id(id)).event(SPOILED, Map.of()), LONG));
				}
				else if (kind < 3) {
					good.add(queue.add(TrackOperation.person(Identifier.id(id)).delete(), LONG));
					model.remove(id);
				}
				else if (kind < 8) {
					good.add(queue.add(TrackOperation.person(Identifier.id(id)).event("happened", Map.of("n", i)),
							LONG));
					events.merge(id, 1, Integer::sum);
				}
				else {
					String attribute = "a" + random.nextInt(5);
					good.add(queue.add(TrackOperation.identify(Identifier.id(id), Map.of(attribute, i)), LONG));
					model.computeIfAbsent(id, (key) -> new HashMap<>()).put(attribute, i);
				}
			}
			assertThat(queue.whenIdle().orTimeout(60, TimeUnit.SECONDS)).as(() -> "idle: " + queue.stats())
				.succeedsWithin(LONG.plusSeconds(5));
			assertThat(good).allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(Duration.ofMinutes(1)));
			assertThat(bad).allSatisfy((outcome) -> assertThat(outcome).failsWithin(Duration.ofMinutes(1)));
			assertThat(customerIo.events()).hasSize(events.values().stream().mapToInt(Integer::intValue).sum());
			assertThat(customerIo.stats(SimulatedQuota.TRACK).refused()).isZero();
			Map<String, Integer> arrived = new TreeMap<>();
			customerIo.events().forEach((event) -> arrived.merge(event.person().substring(3), 1, Integer::sum));
			assertThat(arrived).isEqualTo(events);
			Map<String, Map<String, Integer>> held = new HashMap<>();
			customerIo.people()
				.values()
				.stream()
				.filter((person) -> !person.attributes().isEmpty())
				.forEach((person) -> {
					Map<String, Integer> attributes = new HashMap<>();
					person.attributes().forEach((name, value) -> attributes.put(name, ((Number) value).intValue()));
					held.put(String.valueOf(person.id()), attributes);
				});
			assertThat(held).isEqualTo(model);
		}
	}

	private static ConfigurableApplicationContext application(String url) {
		return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"--customerio.api-key=" + SimulatedCustomerIo.API_KEY, "--customerio.track.url=" + url,
					"--customerio.rate-limit.track.limit=100", "--customerio.rate-limit.track.window=500ms",
					"--customerio.rate-limit.pause-without-retry-after=5ms", "--customerio.queue.batch-size=40",
					"--customerio.queue.linger=5ms", "--customerio.queue.concurrency=4",
					"--customerio.queue.capacity=500", "--management.tracing.enabled=false");
	}

	private static CustomerIoRequest spoil(CustomerIoRequest request) {
		byte[] body = request.bodyAsString().replace("\"name\":\"" + SPOILED + "\"", "\"name\":\"\"").getBytes();
		return new CustomerIoRequest(request.operation(), request.quota(), request.method(), request.path(),
				request.variables(), body, request.priority(), request.idempotent(), request.attempt());
	}

	/**
	 * An application with all that Boot configures.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

		@Bean(defaultCandidate = false)
		CustomerIoLayer customerIoAttemptLayer() {
			return (next) -> (request) -> next.send(spoil(request));
		}

	}

}
