package io.github.customeriospring.sample.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.customeriospring.Identifier;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus reads while the application works: the meters of the README are there
 * and move, and there are not more of them for more people.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.people=0", "customerio.retry.base-delay=10ms", "spring.test.metrics.export=true" })
class PrometheusTests {

	private static final List<String> OF_A_QUOTA = List.of("customerio_permits_available", "customerio_permits_limit",
			"customerio_permits_effective", "customerio_waiting", "customerio_in_flight", "customerio_throttled_total",
			"customerio_refused_total", "customerio_pause_remaining_seconds", "customerio_waiting_fill",
			"customerio_paused");

	private static final List<String> OTHERS = List.of("customerio_queue_queued", "customerio_queue_in_flight",
			"customerio_queue_bytes", "customerio_queue_fill", "customerio_queue_paused", "customerio_retry_tokens",
			"customerio_bulk_wait_seconds_count");

	private static final int PEOPLE = 10_000;

	@LocalServerPort
	private int port;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@Autowired
	private CustomerIoQueue queue;

	@Test
	void metersMoveUnderLoadAndDoNotGrowWithPeople() {
		scrape(); // it is a request itself
		work(1);
		Map<String, Double> first = scrape();
		for (String quota : List.of("track", "transactional", "app", "broadcast")) {
			assertThat(first).containsKeys(
					OF_A_QUOTA.stream().map((name) -> name + "{quota=\"" + quota + "\"}").toArray(String[]::new));
		}
		assertThat(first).containsEntry("customerio_permits_limit{quota=\"track\"}", 100.0)
			.containsKeys(OTHERS.toArray(String[]::new));
		work(1 + PEOPLE);
		Map<String, Double> second = scrape();
		assertThat(this.customerIo.distinctPeople()).isGreaterThanOrEqualTo(2 * PEOPLE);
		for (String moving : List.of("customerio_permit_wait_seconds_count{priority=\"interactive\",quota=\"track\"}",
				"customerio_permit_wait_seconds_sum{priority=\"interactive\",quota=\"track\"}",
				"customerio_answers_total{quota=\"track\",status=\"200\"}",
				"customerio_answers_total{quota=\"track\",status=\"429\"}",
				"customerio_answers_total{quota=\"track\",status=\"503\"}",
				"customerio_throttled_total{quota=\"track\"}", "customerio_retries_total{reason=\"429\"}",
				"customerio_retries_total{reason=\"503\"}", "customerio_batch_size_operations_count",
				"customerio_batch_size_operations_sum", "customerio_queue_operations_total{outcome=\"accepted\"}")) {
			assertThat(first.get(moving)).as(moving).isPositive();
			assertThat(second.get(moving)).as(moving).isGreaterThan(first.get(moving));
		}
		assertThat(ofTheClient(second)).isEqualTo(ofTheClient(first));
		assertThat(second.keySet()).noneMatch((series) -> series.contains("person-"));
	}

	private static List<String> ofTheClient(Map<String, Double> series) {
		return series.keySet()
			.stream()
			.filter((name) -> name.startsWith("customerio_") || name.startsWith("resilience4j_")
					|| name.startsWith("http_"))
			.toList();
	}

	/** Events of many people through the queue, and some people through the web. */
	private void work(int firstPerson) {
		fail();
		CompletableFuture<?>[] events = IntStream.range(firstPerson, firstPerson + PEOPLE)
			.mapToObj((number) -> this.queue
				.add(TrackOperation.event(Identifier.id("person-" + number), "visited", Map.of())))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(events).orTimeout(1, TimeUnit.MINUTES).join();
		fail();
		Flux.range(firstPerson, 150)
			.flatMap((number) -> client().put()
				.uri("/people/{id}", "person-" + number)
				.bodyValue(Map.of())
				.retrieve()
				.toBodilessEntity(), 150)
			.blockLast(Duration.ofMinutes(1));
	}

	private void fail() {
		this.customerIo.faults().next(1, Fault.tooManyRequests()).next(1, Fault.status(503));
	}

	private Map<String, Double> scrape() {
		String text = client().get()
			.uri("/actuator/prometheus")
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(20));
		Map<String, Double> series = new TreeMap<>();
		text.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			series.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
		});
		return series;
	}

	private WebClient client() {
		return WebClient.builder()
			.baseUrl("http://localhost:" + this.port)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
			.build();
	}

}
