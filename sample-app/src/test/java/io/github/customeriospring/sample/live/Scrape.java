package io.github.customeriospring.sample.live;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * What Prometheus reads from the application at one moment.
 *
 * @param series the values by series, which is a name with its labels as they were read
 */
record Scrape(Map<String, Double> series) {

	private static final int MAX_BYTES = 4 * 1024 * 1024;

	static Scrape of(int port) {
		String text = WebClient.builder()
			.baseUrl("http://localhost:" + port)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
			.build()
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(20));
		Map<String, Double> series = new TreeMap<>();
		text.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			series.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
		});
		return new Scrape(series);
	}

	/** Returns zero if there is no such series yet. */
	double value(String key) {
		return this.series.getOrDefault(key, 0.0);
	}

	boolean has(Pattern name) {
		return this.series.keySet().stream().anyMatch((key) -> isOf(key, name));
	}

	/** A gauge that lost what it watches is not a number, which is no movement. */
	boolean differsFrom(Scrape rest, Pattern name) {
		return this.series.entrySet()
			.stream()
			.filter((entry) -> isOf(entry.getKey(), name))
			.anyMatch((entry) -> Math.abs(entry.getValue() - rest.value(entry.getKey())) > 0);
	}

	private static boolean isOf(String key, Pattern name) {
		return name.matcher(key.split("\\{", 2)[0]).matches();
	}

}
