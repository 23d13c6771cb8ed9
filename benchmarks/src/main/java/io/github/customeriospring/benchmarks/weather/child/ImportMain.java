package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.ImportProgress;
import reactor.core.publisher.Flux;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Imports people and ends.
 */
public final class ImportMain {

	private ImportMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, and how many people
	 */
	public static void main(String[] args) {
		int people = Integer.parseInt(args[1]);
		try (ConfigurableApplicationContext context = OurContext.start(args[0], Map.of(), (beans) -> {
		})) {
			ImportProgress end = context.getBean(BulkImporter.class)
				.importWithProgress(Flux.range(0, people).map(Body::of), people, Duration.ofSeconds(1), (result) -> {
				})
				.blockLast();
			System.out.println("imported " + end);
		}
	}

}
