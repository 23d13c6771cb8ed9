package io.github.customeriospring.benchmarks.weather.child;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that makes very many calls at once, the first of its life.
 */
public final class BurstMain {

	private BurstMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, and how many calls
	 * @throws IOException if the standard input cannot be read
	 * @throws InterruptedException if the thread was interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		try (ConfigurableApplicationContext context = OurContext.start(args[0], Map.of(), (beans) -> {
		})) {
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			Outcomes outcomes = new Outcomes();
			System.out.println("prepared");
			System.in.read();
			long start = System.nanoTime();
			for (int i = 0; i < Integer.parseInt(args[1]); i++) {
				outcomes.add(template.send(Body.of(i)));
			}
			System.out.println("handed in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
			outcomes.await(Duration.ofMinutes(1));
			System.out.println("outcomes " + outcomes);
		}
	}

}
