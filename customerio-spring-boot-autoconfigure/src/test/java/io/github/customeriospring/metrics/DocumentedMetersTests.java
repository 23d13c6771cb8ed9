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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.customeriospring.Identifier;
import io.github.customeriospring.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.CustomerIoTemplate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the pages about meters, the dashboard and the alert rules speak of the
 * meters that exist.
 */
class DocumentedMetersTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9_.]+)` \\| ([a-z ]+) \\|([^|]*)\\|",
			Pattern.MULTILINE);

	private static final Pattern PROMETHEUS_NAME = Pattern.compile("\\b(customerio|resilience4j|http)_[a-z0-9_]+");

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder().limit(SimulatedQuota.TRACK, 1000, Duration.ofSeconds(1)));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(App.class)
		.withPropertyValues("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY,
				"customerio.track-url=" + this.customerIo.simulator().url(), "customerio.retry.base-delay=1ms",
				"customerio.rate-limit.min-pause=1ms", "customerio.rate-limit.track.limit=1000",
				"customerio.queue.linger=1ms", "management.tracing.enabled=false");

	@Test
	void tableListsExactlyTheMetersThatExist() {
		this.contextRunner.run((context) -> {
			use(context);
			assertThat(documented()).isEqualTo(existing(context));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "grafana/customerio-dashboard.json", "prometheus/customerio-alerts.yml" })
	void fileNamesOnlyMetricsThatPrometheusScrapes(String file) throws IOException {
		Set<String> named = PROMETHEUS_NAME.matcher(Files.readString(DOCS.resolve(file)))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toSet());
		assertThat(named).hasSizeGreaterThan(5);
		this.contextRunner.run((context) -> {
			use(context);
			Set<String> scraped = context.getBean(PrometheusMeterRegistry.class)
				.scrape()
				.lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("[{ ]", 2)[0])
				.collect(Collectors.toSet());
			assertThat(scraped).containsAll(named);
		});
	}

	@Test
	void dashboardHasItsDataSourceFromAVariable() throws IOException {
		JsonNode dashboard = JsonMapper.shared()
			.readTree(Files.readString(DOCS.resolve("grafana/customerio-dashboard.json")));
		assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
		assertThat(dashboard.path("templating").path("list").valueStream())
			.extracting((variable) -> variable.path("name").asString())
			.contains("datasource");
		assertThat(dashboard.path("panels").valueStream()).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
			assertThat(panel.path("title").asString()).isNotBlank();
			assertThat(panel.path("targets").valueStream())
				.allSatisfy((target) -> assertThat(target.path("expr").asString()).isNotBlank());
		});
	}

	@Test
	void metersAfterTenThousandPeopleAreThoseAfterTheFirst() {
		this.contextRunner.run((context) -> {
			use(context);
			Set<Meter.Id> first = ids(context);
			context.getBean(BulkImporter.class)
				.importAll(Flux.range(0, 9_000)
					.map((i) -> TrackOperation.identify(Identifier.id("p" + i), Map.of("i", i))))
				.blockLast(Duration.ofSeconds(60));
			CustomerIoTemplate template = context.getBean(CustomerIoTemplate.class);
			Flux.range(9_000, 1_000)
				.flatMap((i) -> template.identify("p" + i, Map.of()), 20)
				.blockLast(Duration.ofSeconds(60));
			assertThat(this.customerIo.simulator().distinctPeople()).isGreaterThanOrEqualTo(10_000);
			assertThat(ids(context)).isEqualTo(first).noneMatch((id) -> id.toString().contains("p9999"));
		});
	}

	/** So that meters which come with their first value are there. */
	private void use(ApplicationContext context) {
		CustomerIoTemplate template = context.getBean(CustomerIoTemplate.class);
		template.identify("42", Map.of()).block(Duration.ofSeconds(20));
		this.customerIo.simulator().faults().next(1, Fault.status(503));
		template.identify("42", Map.of()).block(Duration.ofSeconds(20));
		assertThat(context.getBean(CustomerIoQueue.class)
			.add(TrackOperation.event(Identifier.id("42"), "signed_up", Map.of())))
			.succeedsWithin(Duration.ofSeconds(20));
		context.getBean(BulkImporter.class)
			.importAll(Flux.just(TrackOperation.identify(Identifier.id("42"), Map.of())))
			.blockLast(Duration.ofSeconds(20));
	}

	private static Map<String, String> documented() throws IOException {
		Map<String, String> meters = new TreeMap<>();
		ROW.matcher(Files.readString(DOCS.resolve("meters.md")))
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

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
