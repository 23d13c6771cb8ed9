package io.github.customeriospring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the meters of the queue's store are those that its page lists, and move.
 */
class StoreMetersTests {

	private static final Path PAGE = Path.of("..", "docs", "durable-queue.md");

	private static final Path ALERTS = Path.of("..", "docs", "prometheus", "customerio-store-alerts.yml");

	private static final Pattern ROW = Pattern.compile("^\\| `(customerio[a-z.]+)` \\| (?:gauge|timer) \\|",
			Pattern.MULTILINE);

	private static final Pattern SERIES = Pattern.compile("customerio_[a-z_]+");

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder());

	@TempDir
	private Path directory;

	@Test
	void pageListsTheMetersThatAStoreAdds() {
		Set<String> without = new TreeSet<>();
		MetricsContextRunner.create(this.customerIo.simulator()).run((context) -> without.addAll(names(context)));
		MetricsContextRunner.create(this.customerIo.simulator())
			.withPropertyValues("customerio.queue.store=file",
					"customerio.queue.file=" + this.directory.resolve("queue.db"))
			.run((context) -> {
				Set<String> added = names(context);
				added.removeAll(without);
				assertThat(added).isEqualTo(documented());
				assertThat(alerted()).isNotEmpty()
					.allSatisfy((series) -> assertThat(added)
						.anyMatch((name) -> series.startsWith(name.replace('.', '_'))));
			});
	}

	@Test
	void metersMove() {
		MetricsContextRunner.create(this.customerIo.simulator())
			.withPropertyValues("customerio.queue.store=file",
					"customerio.queue.file=" + this.directory.resolve("queue.db"))
			.run((context) -> {
				this.customerIo.simulator().faults().next(1, Fault.status(400));
				CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
				assertThat(queue.add(TrackOperation.identify("1", Map.of()))).failsWithin(Duration.ofSeconds(20));
				queue.pause();
				assertThat(queue.store(TrackOperation.identify("2", Map.of()))).succeedsWithin(Duration.ofSeconds(20));
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.get("customerio.queue.store.append").timer().count()).isEqualTo(2);
				assertThat(meters.get("customerio.queue.store.note").timer().count()).isPositive();
				await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
					assertThat(meters.get("customerio.queue.dead.letters").gauge().value()).isEqualTo(1);
					assertThat(meters.get("customerio.queue.stored").gauge().value()).isEqualTo(1);
					assertThat(meters.get("customerio.queue.oldest").timeGauge().value()).isPositive();
				});
			});
	}

	private static Set<String> names(ApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.filter((name) -> name.startsWith("customerio."))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> documented() throws IOException {
		return ROW.matcher(Files.readString(PAGE))
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> alerted() throws IOException {
		return Files.readAllLines(ALERTS)
			.stream()
			.filter((line) -> line.contains("expr:"))
			.flatMap((line) -> SERIES.matcher(line).results().map((match) -> match.group()))
			.collect(Collectors.toSet());
	}

}
