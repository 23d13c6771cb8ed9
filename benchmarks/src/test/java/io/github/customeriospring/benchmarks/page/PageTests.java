package io.github.customeriospring.benchmarks.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.benchmarks.ResultStore;
import io.github.customeriospring.benchmarks.Run;
import io.github.customeriospring.benchmarks.call.CallResult;
import io.github.customeriospring.benchmarks.call.Sender;
import io.github.customeriospring.benchmarks.scenario.LimitStep;
import io.github.customeriospring.benchmarks.scenario.Outcome;
import io.github.customeriospring.benchmarks.scenario.ScenarioResult;
import io.github.customeriospring.benchmarks.weather.WeatherResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PageTests {

	@TempDir
	Path directory;

	@Test
	void pageHasABarATableAndAPlotForWhatWasRun() throws IOException {
		store("halved",
				new ScenarioResult("halved", "Halved", "What happens.", List.of(new LimitStep(0, 100)),
						List.of(outcome("ours", 5,
								Map.of("s to 90 % of the new limit", 2.0, "s to 90 % of the old limit", 9.5)),
								outcome("peer", 700, Map.of()))));
		write();
		assertThat(this.directory.resolve("benchmarks.md")).content()
			.contains("| limit halved for a while, no Retry-After |", "0.50 % refused, 0 lost, 2 s, 9.50 s | met |")
			.contains("| peer | 1000 | 990 | 700 | 0 | 10 | 97 % | – | – |")
			.contains("](benchmarks/halved.png)");
		assertThat(this.directory.resolve("benchmarks/halved.png")).isNotEmptyFile();
	}

	@Test
	void barThatIsNotMetIsSaid() throws IOException {
		Map<String, Double> figures = Map.of("requests per call", 1.7);
		store("failing", new ScenarioResult("failing", "Failing", "What happens.", List.of(new LimitStep(0, 100)),
				List.of(outcome("this starter, 6 retries", 0, figures))));
		write();
		assertThat(this.directory.resolve("benchmarks.md")).content()
			.contains("0 of 1000 lost, 1.70 requests per call | **not met** |");
	}

	@Test
	void pageWhenNothingWasRunHasNoResults() throws IOException {
		write();
		assertThat(this.directory.resolve("benchmarks.md")).content().doesNotContain("not met", "png");
	}

	@Test
	void callThatTakesMoreCpuThanPromisedIsNotMet() throws IOException {
		store("call",
				new CallResult(List.of(new CallResult.Figure(0, Sender.BARE, 50, 10_000),
						new CallResult.Figure(0, Sender.BARE_OBSERVED, 60, 10_000),
						new CallResult.Figure(0, Sender.TEMPLATE, 60, 10_000),
						new CallResult.Figure(0, Sender.OBSERVED, 90, 10_000))));
		write();
		assertThat(this.directory.resolve("benchmarks.md")).content()
			.contains("| at most 1.30 times | 1.20 times (by turn 1.20 to 1.20) | met |")
			.contains("| at most 1.70 times | 1.80 times (by turn 1.80 to 1.80) | **not met** |");
	}

	@Test
	void badWeatherIsATableOfItsOwn() throws IOException {
		store("weather-refused", new WeatherResult("Connections refused", "all arrive", "51,000 arrived", true));
		write();
		assertThat(this.directory.resolve("benchmarks.md")).content()
			.contains("## Bad weather", "| Connections refused | all arrive | 51,000 arrived | met |")
			.doesNotContain("png");
	}

	@Test
	void smallVersionIsSaidToBeOne() throws IOException {
		store("failing.run", new Run("2026-01-02", "a machine", true));
		write();
		assertThat(this.directory.resolve("benchmarks.md")).content()
			.contains("- 2026-01-02; a machine; **a small version, whose figures say little**: failing");
	}

	private void write() throws IOException {
		new Page(new ResultStore(this.directory), List.of("halved", "failing", "weather-refused"))
			.write(this.directory);
	}

	private void store(String name, Object result) throws IOException {
		Files.writeString(this.directory.resolve(name + ".json"), new JsonMapper().writeValueAsString(result));
	}

	private static Outcome outcome(String client, int refused, Map<String, Double> figures) {
		return new Outcome(client, 1000, 990, refused, 0, 0, 0, 10, 0.97, List.of(0, 50, 100), List.of(0, 1, 2),
				figures, Map.of());
	}

}
