package io.github.customeriospring.sample.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.Outage;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that every documented meter moves where Prometheus reads it, under loads that
 * fill the bounds and with a server that fails in each of its ways.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.people=0", "spring.test.metrics.export=true",
				"customerio.rate-limit.track.capacity=" + MovingMetersTests.CALLS,
				"customerio.queue.capacity=" + MovingMetersTests.OPERATIONS, "customerio.queue.max-wait=1m",
				"customerio.bulk.batch-size=1", "customerio.retry.base-delay=10ms", "customerio.retry.budget=10" })
class MovingMetersTests {

	static final int CALLS = 20;

	static final int OPERATIONS = 10;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
	void everyDocumentedMeterMovesUnderLoad() throws IOException {
		Scrape rest = Scrape.of(this.port);
		List<Scrape> loaded = new ArrayList<>();
		fillLineAndQueue(loaded);
		loaded.add(slowAnswer());
		loaded.add(slowAnswerToTheQueue());
		loaded.add(outage());
		loaded.add(refusalThatSaysHowLong());
		loaded.add(spentBudget());
		loseTheAnswerToAMessage();
		refuseCredentials();
		refuseAnOperation();
		importPeople(3);
		Scrape last = Scrape.of(this.port);
		loaded.add(last);
		assertThat(DocumentedMeter.all()).hasSizeGreaterThan(30)
			.allSatisfy((meter) -> assertThat(meter.samples())
				.allSatisfy((sample) -> assertThat(loaded).as("moved: " + sample)
					.anyMatch((scrape) -> scrape.differsFrom(rest, sample))));
		assertThat(last.series()).containsEntry("customerio_refused_total{quota=\"track\"}", 1.0)
			.containsEntry("customerio_throttled_total{quota=\"app\"}", 1.0)
			.containsEntry("customerio_answers_total{quota=\"track\",status=\"401\"}", 1.0)
			.containsEntry("customerio_answers_total{quota=\"track\",status=\"503\"}", 3.0)
			.containsEntry("customerio_retries_total{reason=\"429\"}", 1.0)
			.containsEntry("customerio_retries_total{reason=\"503\"}", 2.0)
			.containsEntry("customerio_retries_denied_total{quota=\"track\",reason=\"budget\"}", 1.0)
			.containsEntry("customerio_retries_denied_total{quota=\"transactional\",reason=\"unsafe\"}", 1.0)
			.containsEntry("customerio_queue_operations_total{outcome=\"accepted\"}", OPERATIONS + 3.0)
			.containsEntry("customerio_queue_operations_total{outcome=\"failed\"}", 1.0)
			.containsEntry("customerio_queue_operations_total{outcome=\"rejected\"}", 1.0)
			// the 401; neither calls whose retry was denied nor those that were not sent
			.containsEntry("resilience4j_retry_calls_total{kind=\"failed_without_retry\",name=\"customerio\"}", 1.0)
			.containsEntry("resilience4j_retry_calls_total{kind=\"failed_with_retry\",name=\"customerio\"}", 0.0)
			.containsEntry("customerio_bulk_wait_seconds_count", 3.0)
			.containsEntry("customerio_permits_limit{quota=\"track\"}", CALLS + 1.0);
	}

	private void fillLineAndQueue(List<Scrape> loaded) {
		QuotaControl line = this.lines.line(Quota.TRACK);
		line.pause();
		line.changeLimit(CALLS + 1);
		this.queue.pause();
		CompletableFuture<Void> calls = identifyAtOnce(CALLS + 1).toFuture();
		CompletableFuture<?>[] operations = Flux.range(0, OPERATIONS)
			.map((number) -> this.queue.add(event(number)))
			.toStream()
			.toArray(CompletableFuture[]::new);
		assertThat(this.queue.add(event(OPERATIONS))).failsWithin(TIMEOUT);
		Scrape full = Scrape.of(this.port);
		assertThat(full.series()).containsEntry("customerio_waiting{quota=\"track\"}", (double) CALLS)
			.containsEntry("customerio_waiting_fill{quota=\"track\"}", 1.0)
			.containsEntry("customerio_paused{quota=\"track\"}", 1.0)
			.containsEntry("customerio_queue_queued", (double) OPERATIONS)
			.containsEntry("customerio_queue_fill", 1.0)
			.containsEntry("customerio_queue_paused", 1.0);
		loaded.add(full);
		CompletableFuture<Void> waiting = this.queue.send(event(OPERATIONS)).toFuture();
		loaded.add(scrapeOnce("customerio_queue_waiting", 1));
		this.queue.resume();
		line.resume();
		assertThat(calls).succeedsWithin(TIMEOUT);
		assertThat(CompletableFuture.allOf(operations)).succeedsWithin(TIMEOUT);
		assertThat(waiting).succeedsWithin(TIMEOUT);
	}

	private Scrape slowAnswerToTheQueue() {
		this.customerIo.faults().next(SimulatedQuota.TRACK, 1, Fault.slow(Duration.ofSeconds(5)));
		CompletableFuture<Void> outcome = this.queue.add(event(0));
		Scrape scrape = scrapeOnce("customerio_queue_in_flight", 1);
		assertThat(outcome).succeedsWithin(TIMEOUT);
		return scrape;
	}

	private Scrape outage() {
		CompletableFuture<Void> outcome;
		Scrape scrape;
		try (Outage outage = this.customerIo.faults().outage(SimulatedQuota.TRACK, Fault.status(500))) {
			outcome = this.queue.add(event(0));
			scrape = await().atMost(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
				.until(() -> Scrape.of(this.port), (held) -> held.value("customerio_queue_holding_seconds") > 0);
		}
		assertThat(outcome).succeedsWithin(TIMEOUT);
		return scrape;
	}

	/** While one call has its permit and no answer. */
	private Scrape slowAnswer() {
		this.customerIo.faults().next(SimulatedQuota.TRACK, 1, Fault.slow(TIMEOUT));
		Disposable call = this.template.identify("slow", Map.of()).subscribe();
		try {
			return scrapeOnce("customerio_in_flight{quota=\"track\"}", 1);
		}
		finally {
			call.dispose();
		}
	}

	/** While a quota that nothing else here uses is paused, for longer than we stay. */
	private Scrape refusalThatSaysHowLong() {
		this.customerIo.faults().next(SimulatedQuota.APP, 1, Fault.tooManyRequests(TIMEOUT));
		Disposable call = this.template.segments().list().subscribe();
		try {
			Scrape refused = scrapeOnce("customerio_retries_total{reason=\"429\"}", 1);
			assertThat(refused.value("customerio_pause_remaining_seconds{quota=\"app\"}")).isPositive()
				.isLessThanOrEqualTo(TIMEOUT.toSeconds());
			return refused;
		}
		finally {
			call.dispose();
		}
	}

	private Scrape spentBudget() {
		this.customerIo.faults().next(SimulatedQuota.TRACK, 3, Fault.status(503));
		fails(CustomerIoResponseException.class, this.template.identify("unlucky", Map.of()));
		Scrape spent = Scrape.of(this.port);
		assertThat(spent.series()).containsEntry("customerio_retry_tokens{quota=\"track\"}", 0.0);
		return spent;
	}

	private void loseTheAnswerToAMessage() {
		this.customerIo.faults().next(SimulatedQuota.TRANSACTIONAL, 1, Fault.acceptThenReset());
		fails(CustomerIoNoResponseException.class,
				this.template.send(TransactionalMessage.email(Identifier.id("42"))
					.to("jane@example.com")
					.from("shop@example.com")
					.subject("Receipt")
					.body("Thank you")
					.build()));
	}

	private void refuseCredentials() {
		this.customerIo.faults().next(SimulatedQuota.TRACK, 1, Fault.unauthorized());
		fails(CustomerIoResponseException.class, this.template.identify("refused", Map.of()));
	}

	private void refuseAnOperation() {
		this.customerIo.faults().next(SimulatedQuota.TRACK, 1, Fault.status(400));
		assertThat(this.queue.add(event(0))).failsWithin(TIMEOUT);
	}

	private void importPeople(int people) {
		this.importer
			.importAll(Flux.range(0, people).map((number) -> TrackOperation.identify(person(number), Map.of())))
			.blockLast(TIMEOUT);
	}

	private Mono<Void> identifyAtOnce(int calls) {
		return Flux.range(0, calls)
			.flatMap((number) -> this.template.identify(person(number), Map.of())
				.onErrorComplete(CustomerIoNotSentException.class), calls)
			.then();
	}

	private Scrape scrapeOnce(String series, double value) {
		return await().atMost(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
			.until(() -> Scrape.of(this.port), (scrape) -> scrape.value(series) == value);
	}

	private static void fails(Class<? extends CustomerIoException> type, Publisher<?> call) {
		assertThatExceptionOfType(type).isThrownBy(() -> Mono.from(call).block(TIMEOUT));
	}

	private static TrackOperation event(int number) {
		return TrackOperation.person(person(number)).event("visited", Map.of());
	}

	private static Identifier person(int number) {
		return Identifier.id("person-" + number);
	}

}
