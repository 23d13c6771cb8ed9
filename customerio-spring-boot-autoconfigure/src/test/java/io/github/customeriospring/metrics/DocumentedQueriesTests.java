package io.github.customeriospring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the queries of the dashboard and of the alert rules find the series that
 * Prometheus scrapes: their names, their labels and the values that these can have.
 */
class DocumentedQueriesTests {

	private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "customerio-dashboard.json");

	private static final Path ALERTS = Path.of("..", "docs", "prometheus", "customerio-alerts.yml");

	/** What Prometheus itself adds to each series. */
	private static final Set<String> LABELS_OF_THE_TARGET = Set.of("job", "instance");

	/** Series that are there only with a Redis; {@code SharedLimitTests} has them. */
	private static final String SHARED = "customerio_shared_";

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

	private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder().limit(SimulatedQuota.TRACK, 1000, Duration.ofSeconds(1)));

	private final ScrapedApplication application = new ScrapedApplication(this.customerIo.simulator());

	@Test
	void queriesOfTheDashboardFindScrapedSeries() throws IOException {
		JsonNode dashboard = dashboard();
		List<Query> queries = new ArrayList<>();
		for (JsonNode panel : dashboard.path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				queries.add(new Query(target.path("expr").asString(), target.path("legendFormat").asString()));
			}
		}
		for (JsonNode variable : dashboard.path("templating").path("list")) {
			LABEL_VALUES.matcher(variable.path("query").path("query").asString(""))
				.results()
				.forEach((values) -> queries
					.add(new Query("max by (%s) (%s)".formatted(values.group(2), values.group(1)), "")));
		}
		assertThat(queries).hasSizeGreaterThan(10);
		assertThatAllFindScrapedSeries(queries);
	}

	@Test
	void queriesOfTheAlertsFindScrapedSeries() throws IOException {
		List<Query> queries = new ArrayList<>();
		Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(ALERTS));
		file.get("groups")
			.forEach((group) -> group.get("rules")
				.forEach((rule) -> queries
					.add(new Query((String) rule.get("expr"), rule.get("annotations").toString()))));
		assertThat(queries).hasSizeGreaterThan(5);
		assertThatAllFindScrapedSeries(queries);
	}

	@Test
	void dashboardHasItsDataSourceFromAVariable() throws IOException {
		JsonNode dashboard = dashboard();
		assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
		assertThat(dashboard.path("templating").path("list").valueStream())
			.extracting((variable) -> variable.path("name").asString())
			.contains("datasource", "quota");
		assertThat(dashboard.path("panels").valueStream()).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
			assertThat(panel.path("title").asString()).isNotBlank();
			assertThat(panel.path("targets").valueStream())
				.allSatisfy((target) -> assertThat(target.path("expr").asString()).isNotBlank());
		});
	}

	private void assertThatAllFindScrapedSeries(List<Query> queries) {
		this.application.run((context) -> {
			Map<String, Map<String, Set<String>>> scraped = labels(
					context.getBean(PrometheusMeterRegistry.class).scrape());
			assertThat(queries).filteredOn((query) -> !query.expression().contains(SHARED)).allSatisfy((query) -> {
				List<SeriesSelector> selectors = SeriesSelector.of(query.expression());
				assertThat(selectors).isNotEmpty().allSatisfy((selector) -> assertThatItFinds(selector, scraped));
				assertThat(selectors).flatExtracting(SeriesSelector::groupedBy).containsAll(query.shown());
			});
		});
	}

	private static void assertThatItFinds(SeriesSelector selector, Map<String, Map<String, Set<String>>> scraped) {
		assertThat(scraped).containsKey(selector.name());
		Map<String, Set<String>> labels = scraped.get(selector.name());
		Set<String> known = new HashSet<>(labels.keySet());
		known.addAll(LABELS_OF_THE_TARGET);
		assertThat(known).containsAll(selector.groupedBy());
		selector.matchers().forEach((label, pattern) -> {
			assertThat(labels).containsKey(label);
			Stream.of(pattern.split("\\|"))
				.filter((value) -> !value.startsWith("$")) // the dashboard's variable
				.forEach((value) -> assertThat(labels.get(label)).anyMatch((existing) -> existing.matches(value)));
		});
	}

	/** Returns the values of each label of each metric. */
	private static Map<String, Map<String, Set<String>>> labels(String scrape) {
		Map<String, Map<String, Set<String>>> metrics = new HashMap<>();
		scrape.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			Map<String, Set<String>> labels = metrics.computeIfAbsent(line.split("[{ ]", 2)[0],
					(name) -> new HashMap<>());
			SeriesSelector.matchers(line)
				.forEach((label, value) -> labels.computeIfAbsent(label, (name) -> new HashSet<>()).add(value));
		});
		return metrics;
	}

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
	}

	/**
	 * A query and the text around its result.
	 */
	private record Query(String expression, String text) {

		/** Returns the labels that the text shows. */
		Set<String> shown() {
			return SHOWN.matcher(this.text).results().map((label) -> label.group(1)).collect(Collectors.toSet());
		}

	}

}
