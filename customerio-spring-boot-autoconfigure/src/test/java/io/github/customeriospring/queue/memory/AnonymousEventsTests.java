package io.github.customeriospring.queue.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.customeriospring.ClientApplication;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.queue.ImportResult;
import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that events of people who are not known yet share requests, up to 1,000 in one.
 */
class AnonymousEventsTests {

	private static final int EVENTS = 2500;

	private static final long FEWEST_REQUESTS = 3;

	@ParameterizedTest
	@ValueSource(ints = { 1, 700, EVENTS })
	void queuePacksThemIntoTheFewestRequests(int visitors) {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();
				ConfigurableApplicationContext context = application(customerIo.url())) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			List<CompletableFuture<Void>> outcomes = events(visitors).stream().map(queue::add).toList();
			queue.resume();
			assertThat(CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)))
				.succeedsWithin(Duration.ofMinutes(1));
			assertAllCameInTheFewestRequests(customerIo, visitors);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 700, EVENTS })
	void importPacksThemIntoTheFewestRequests(int visitors) {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();
				ConfigurableApplicationContext context = application(customerIo.url())) {
			List<ImportResult> results = context.getBean(BulkImporter.class)
				.importAll(Flux.fromIterable(events(visitors)))
				.collectList()
				.block(Duration.ofMinutes(1));
			assertThat(results).hasSize(EVENTS);
			assertAllCameInTheFewestRequests(customerIo, visitors);
		}
	}

	private static List<TrackOperation> events(int visitors) {
		return IntStream.range(0, EVENTS)
			.mapToObj((i) -> TrackOperation.person(Identifier.anonymous("visitor-" + i % visitors))
				.page("/home", Map.of("n", i)))
			.toList();
	}

	private static void assertAllCameInTheFewestRequests(SimulatedCustomerIo customerIo, int visitors) {
		assertThat(customerIo.events()).hasSize(EVENTS);
		assertThat(customerIo.requests()).extracting(RecordedRequest::path).containsOnly("/api/v2/batch");
		assertThat(customerIo.stats(SimulatedQuota.TRACK).accepted()).as("requests for %s visitors", visitors)
			.isEqualTo(FEWEST_REQUESTS);
	}

	private static ConfigurableApplicationContext application(String url) {
		return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"--customerio.api-key=" + SimulatedCustomerIo.API_KEY, "--customerio.track.url=" + url,
					// however slow the machine, an import sends when its source has ended
					"--customerio.bulk.linger=1h", "--management.tracing.enabled=false");
	}

	@ClientApplication
	static class App {

	}

}
