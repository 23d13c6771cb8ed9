package io.github.customeriospring.sample.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus reads while the application works: the documented meters are there and
 * move, and there are not more of them for more people.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.people=0", "customerio.retry.base-delay=10ms", "spring.test.metrics.export=true" })
class PrometheusTests {

	private static final int PEOPLE = 10_000;

	private static final int CALLS = 50;

	@LocalServerPort
	private int port;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@Autowired
	private CustomerIoQueue queue;

	@Autowired
	private ReactiveCustomerIoTemplate template;

	@Autowired
	private BulkImporter importer;

	@Autowired
	private WaitingLines lines;

	@Test
	void metersMoveUnderLoadAndDoNotGrowWithPeople() throws IOException {
		scrape(); // it is a request itself
		Map<String, Double> held = work(1).series();
		Scrape afterwards = scrape();
		assertThat(DocumentedMeter.all()).hasSizeGreaterThan(30)
			.allSatisfy((meter) -> assertThat(meter.samples()).allMatch(afterwards::has));
		Map<String, Double> first = afterwards.series();
		assertThat(held).containsEntry("customerio_waiting{quota=\"track\"}", (double) CALLS)
			.containsEntry("customerio_paused{quota=\"track\"}", 1.0)
			.containsEntry("customerio_queue_queued", (double) PEOPLE)
			.containsEntry("customerio_queue_paused", 1.0);
		assertThat(first).containsEntry("customerio_waiting{quota=\"track\"}", 0.0)
			.containsEntry("customerio_paused{quota=\"track\"}", 0.0)
			.containsEntry("customerio_queue_queued", 0.0)
			.containsEntry("customerio_queue_paused", 0.0);
		work(1 + PEOPLE);
		Map<String, Double> second = scrape().series();
		assertThat(this.customerIo.distinctPeople()).isGreaterThanOrEqualTo(2 * PEOPLE);
		for (String moving : List.of("customerio_permit_wait_seconds_count{priority=\"interactive\",quota=\"track\"}",
				"customerio_permit_wait_seconds_sum{priority=\"interactive\",quota=\"track\"}",
				"customerio_permit_wait_seconds_count{priority=\"queued\",quota=\"track\"}",
				"customerio_permit_wait_seconds_count{priority=\"bulk\",quota=\"track\"}",
				"customerio_answers_total{quota=\"track\",status=\"200\"}",
				"customerio_answers_total{quota=\"track\",status=\"429\"}",
				"customerio_answers_total{quota=\"track\",status=\"503\"}",
				"customerio_throttled_total{quota=\"track\"}", "customerio_retries_total{reason=\"429\"}",
				"customerio_retries_total{reason=\"503\"}", "customerio_batch_size_operations_count",
				"customerio_batch_size_operations_sum", "customerio_bulk_wait_seconds_count",
				"customerio_queue_operations_total{outcome=\"accepted\"}")) {
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

	/** Returns what was scraped while everything was held. */
	private Scrape work(int firstPerson) {
		this.lines.line(Quota.TRACK).pause();
		this.queue.pause();
		CompletableFuture<Void> calls = identify(firstPerson).toFuture();
		CompletableFuture<Void> events = queue(firstPerson, PEOPLE);
		Scrape held = scrape();
		this.lines.line(Quota.TRACK).resume();
		this.queue.resume();
		CompletableFuture.allOf(calls, events).join();
		fail();
		queue(firstPerson, 1).join();
		fail();
		put(firstPerson);
		this.importer.importAll(Flux.just(TrackOperation.identify(person(firstPerson), Map.of())))
			.blockLast(Duration.ofMinutes(1));
		return held;
	}

	private Mono<Void> identify(int firstPerson) {
		return Flux.range(firstPerson, CALLS)
			.flatMap((number) -> this.template.identify(person(number), Map.of()), CALLS)
			.then();
	}

	private CompletableFuture<Void> queue(int firstPerson, int people) {
		return CompletableFuture
			.allOf(IntStream.range(firstPerson, firstPerson + people)
				.mapToObj((number) -> this.queue.add(TrackOperation.person(person(number)).event("visited", Map.of())))
				.toArray(CompletableFuture[]::new))
			.orTimeout(1, TimeUnit.MINUTES);
	}

	private void put(int firstPerson) {
		WebClient.create("http://localhost:" + this.port)
			.put()
			.uri("/people/{id}", person(firstPerson).value())
			.bodyValue(Map.of())
			.retrieve()
			.toBodilessEntity()
			.block(Duration.ofMinutes(1));
	}

	private static Identifier person(int number) {
		return Identifier.id("person-" + number);
	}

	private void fail() {
		this.customerIo.faults().next(1, Fault.tooManyRequests()).next(1, Fault.status(503));
	}

	private Scrape scrape() {
		return Scrape.of(this.port);
	}

}
