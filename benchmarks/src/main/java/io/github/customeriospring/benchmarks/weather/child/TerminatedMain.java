package io.github.customeriospring.benchmarks.weather.child;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.template.CustomerIoTemplate;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Has calls in the line and operations in the queue, and waits for its end.
 */
public final class TerminatedMain {

	private TerminatedMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, the deadline, how many calls and operations
	 * @throws InterruptedException if the thread was interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		int calls = Integer.parseInt(args[2]);
		int operations = Integer.parseInt(args[3]);
		Outcomes outcomes = new Outcomes();
		printAtTheEnd(outcomes);
		ConfigurableApplicationContext context = OurContext.start(args[0],
				Map.of("customerio.shutdown-timeout", args[1], "logging.level.io.github.customeriospring", "info"),
				(beans) -> {
				});
		CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
		CustomerIoTemplate template = context.getBean(CustomerIoTemplate.class);
		queue.pause(); // a shutdown ends that
		for (int i = 0; i < operations; i++) {
			outcomes.add(queue.add(Body.of(i)));
		}
		for (int i = 0; i < calls; i++) {
			outcomes.add(template.send(Body.of(operations + i)));
		}
		System.out.println("ready " + outcomes);
		Thread.currentThread().join();
	}

	/** After the context has closed. */
	static void printAtTheEnd(Outcomes outcomes) {
		SpringApplication.getShutdownHandlers().add(() -> {
			try {
				outcomes.await(Duration.ofSeconds(5));
				System.out.println("outcomes " + outcomes);
				System.out.flush();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

}
