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

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Identifier;
import io.github.customeriospring.Quota;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.ratelimit.RateLimitListener;
import io.github.customeriospring.ratelimit.RateLimitedTransport;
import io.github.customeriospring.ratelimit.SlidingWindowRateLimiter;
import io.github.customeriospring.ratelimit.WaitingLine;
import io.github.customeriospring.ratelimit.WaitingLineSettings;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.Backoff;
import io.github.customeriospring.retry.RetryBudget;
import io.github.customeriospring.retry.RetryConfigs;
import io.github.customeriospring.retry.RetryingTransport;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.webclient.WebClientTransport;
import io.github.resilience4j.retry.Retry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

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
		Random random = new Random(seed);
		Map<String, Map<String, Integer>> model = new HashMap<>();
		Map<String, Integer> events = new TreeMap<>();
		Scheduler scheduler = Schedulers.newSingle("model");
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
			CustomerIoQueue queue = new CustomerIoQueue(transport(customerIo.url(), scheduler),
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

	private static CustomerIoTransport transport(String url, Scheduler scheduler) {
		WebClient client = WebClient.builder()
			.baseUrl(URI.create(url).toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		CustomerIoTransport exchange = new WebClientTransport(client, null, Duration.ofSeconds(10),
				Duration.ofSeconds(10), scheduler, InstantSource.system());
		CustomerIoTransport http = (request) -> exchange.send(spoil(request));
		Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(100), 0.25);
		WaitingLines lines = new WaitingLines((quota) -> line(quota, scheduler, backoff));
		RetryBudget budget = new RetryBudget(0);
		return new RetryingTransport(Retry.of("model", RetryConfigs.of(20, backoff, budget, false)), budget, scheduler,
				new RateLimitedTransport(lines, http), false);
	}

	private static CustomerIoRequest spoil(CustomerIoRequest request) {
		byte[] body = request.bodyAsString().replace("\"name\":\"" + SPOILED + "\"", "\"name\":\"\"").getBytes();
		return new CustomerIoRequest(request.operation(), request.quota(), request.method(), request.path(),
				request.variables(), body, request.priority(), request.repeatable(), request.attempt());
	}

	private static WaitingLine line(Quota quota, Scheduler scheduler, Backoff backoff) {
		return new WaitingLine(quota,
				new SlidingWindowRateLimiter(quota.limiterName(), 100, Duration.ofMillis(500), Duration.ofMillis(2),
						Duration.ofMillis(500), Duration.ofMinutes(1)),
				new WaitingLineSettings(1000, Duration.ofMinutes(1), 100), backoff::delay, scheduler,
				RateLimitListener.of(List.of()));
	}

}
