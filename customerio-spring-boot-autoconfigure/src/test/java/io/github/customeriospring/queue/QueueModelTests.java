package io.github.customeriospring.queue;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.CustomerIoLayer;
import io.github.customeriospring.CustomerIoLifecycle;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Identifier;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.ratelimit.RateLimitConfiguration;
import io.github.customeriospring.retry.RetryConfiguration;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.webclient.WebClientTransport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random operations, faults and bad items through the whole chain; what the simulator
 * holds in the end is what a map holds to which the same was done.
 */
class QueueModelTests {

	private static final int OPERATIONS = 4000;

	private static final int PEOPLE = 300;

	/**
	 * The client finds no fault with it; on the way it becomes an event without a name.
	 */
	private static final String SPOILED = "spoiled";

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void simulatorHoldsWhatTheModelHolds(long seed) {
		Scheduler scheduler = Schedulers.newSingle("model");
		new ApplicationContextRunner().withUserConfiguration(RateLimitConfiguration.class, RetryConfiguration.class)
			.withBean("customerIoScheduler", Scheduler.class, () -> scheduler)
			.withBean(CustomerIoLifecycle.class, () -> new CustomerIoLifecycle(Duration.ofSeconds(20)))
			.withPropertyValues("customerio.rate-limit.track.window=500ms", "customerio.rate-limit.min-pause=5ms",
					"customerio.retry.base-delay=5ms", "customerio.retry.max-delay=100ms",
					"customerio.retry.max-retries=20", "customerio.retry.budget=0")
			.run((context) -> simulatorHoldsWhatTheModelHolds(context, seed, scheduler));
	}

	private void simulatorHoldsWhatTheModelHolds(ApplicationContext context, long seed, Scheduler scheduler) {
		Random random = new Random(seed);
		Map<String, Map<String, Integer>> model = new HashMap<>();
		Map<String, Integer> events = new TreeMap<>();
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
			.limit(SimulatedQuota.TRACK, 100, Duration.ofMillis(500))
			.serviceTime(Duration.ofMillis(2))
			.start()) {
			customerIo.faults()
				.random(0.05, Fault.status(503), seed)
				.random(0.03, Fault.reset(), seed + 1)
				.random(0.03, Fault.acceptThenReset(), seed + 2)
				.random(0.02, Fault.status(400), seed + 3)
				.random(0.01, Fault.tooManyRequests(), seed + 4);
			CustomerIoQueue queue = new CustomerIoQueue(transport(context, exchange(customerIo.url(), scheduler)),
					new BatchSettings(40, 100_000, Duration.ofMillis(5), 4),
					new QueueBounds(500, 1_000_000, WhenFull.WAIT), Duration.ofSeconds(30), scheduler, (operations) -> {
					}, null);
			List<CompletableFuture<Void>> good = new ArrayList<>();
			List<CompletableFuture<Void>> bad = new ArrayList<>();
			for (int i = 0; i < OPERATIONS; i++) {
				String id = "p" + random.nextInt(PEOPLE);
				int kind = random.nextInt(20);
				if (kind == 0) {
					bad.add(queue.add(TrackOperation.event(Identifier.id(id), SPOILED, Map.of())));
				}
				else if (kind < 3) {
					good.add(queue.add(TrackOperation.delete(Identifier.id(id))));
					model.remove(id);
				}
				else if (kind < 8) {
					good.add(queue.add(TrackOperation.event(Identifier.id(id), "happened", Map.of("n", i))));
					events.merge(id, 1, Integer::sum);
				}
				else {
					String attribute = "a" + random.nextInt(5);
					good.add(queue.add(TrackOperation.identify(Identifier.id(id), Map.of(attribute, i))));
					model.computeIfAbsent(id, (key) -> new HashMap<>()).put(attribute, i);
				}
			}
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
		finally {
			scheduler.dispose();
		}
	}

	/** The retry and the limit as the auto-configuration makes them. */
	private static CustomerIoTransport transport(ApplicationContext context, CustomerIoTransport exchange) {
		CustomerIoTransport http = (request) -> exchange.send(spoil(request));
		return context.getBean("customerIoRetryLayer", CustomerIoLayer.class)
			.around(context.getBean("customerIoRateLimitLayer", CustomerIoLayer.class).around(http));
	}

	private static CustomerIoTransport exchange(String url, Scheduler scheduler) {
		WebClient client = WebClient.builder()
			.baseUrl(URI.create(url).toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		return new WebClientTransport(client, null, Duration.ofSeconds(10), Duration.ofSeconds(10),
				scheduler, InstantSource.system());
	}

	private static CustomerIoRequest spoil(CustomerIoRequest request) {
		byte[] body = request.bodyAsString().replace("\"name\":\"" + SPOILED + "\"", "\"name\":\"\"").getBytes();
		return new CustomerIoRequest(request.operation(), request.quota(), request.method(), request.path(),
				request.variables(), body, request.priority(), request.repeatable(), request.attempt());
	}

}
