package io.github.customeriospring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about meters lists those that exist, and that there are not more of
 * them for more people.
 */
class DocumentedMetersTests {

	private static final Path TABLE = Path.of("..", "docs", "meters.md");

	private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9_.]+)` \\| ([a-z ]+) \\|([^|]*)\\|",
			Pattern.MULTILINE);

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder().limit(SimulatedQuota.TRACK, 1000, Duration.ofSeconds(1)));

	private final ScrapedApplication application = new ScrapedApplication(this.customerIo.simulator());

	@Test
	void tableListsExactlyTheMetersThatExist() {
		this.application.run((context) -> {
			assertThat(documented()).isEqualTo(existing(context));
		});
	}

	@Test
	void metersAfterTenThousandPeopleAreThoseAfterTheFirst() {
		this.application.run((context) -> {
			Set<Meter.Id> first = ids(context);
			context.getBean(BulkImporter.class)
				.importAll(Flux.range(0, 9_000)
					.map((i) -> TrackOperation.identify(Identifier.id("p" + i), Map.of("i", i))))
				.blockLast(Duration.ofSeconds(60));
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			Flux.range(9_000, 1_000)
				.flatMap((i) -> template.identify("p" + i, Map.of()), 20)
				.blockLast(Duration.ofSeconds(60));
			assertThat(this.customerIo.simulator().distinctPeople()).isGreaterThanOrEqualTo(10_000);
			assertThat(ids(context)).isEqualTo(first).noneMatch((id) -> id.toString().contains("p9999"));
		});
	}

	private static Map<String, String> documented() throws IOException {
		Map<String, String> meters = new TreeMap<>();
		ROW.matcher(Files.readString(TABLE))
			.results()
			.forEach((row) -> meters.put(row.group(1), row.group(2) + " " + tags(row.group(3))));
		return meters;
	}

	private static Set<String> tags(String cell) {
		return Stream.of(cell.split(","))
			.map((tag) -> tag.replace("`", "").trim())
			.filter((tag) -> !tag.isEmpty())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Map<String, String> existing(ApplicationContext context) {
		Map<String, String> meters = new TreeMap<>();
		for (Meter.Id id : ids(context)) {
			if (!id.getName().startsWith("http.")) {
				meters.put(id.getName(), type(id) + " "
						+ id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new)));
			}
		}
		return meters;
	}

	private static String type(Meter.Id id) {
		return switch (id.getType()) {
			case DISTRIBUTION_SUMMARY -> "summary";
			case LONG_TASK_TIMER -> "long task timer";
			default -> id.getType().name().toLowerCase(Locale.ROOT);
		};
	}

	private static Set<Meter.Id> ids(ApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().matches("(customerio|resilience4j|http)\\..*"))
			.collect(Collectors.toSet());
	}

}
