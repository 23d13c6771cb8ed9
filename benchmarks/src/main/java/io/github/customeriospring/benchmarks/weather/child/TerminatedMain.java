package io.github.customeriospring.benchmarks.weather.child;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Has calls in the line and operations in the queue, and waits for its end.
 */
public final class TerminatedMain {

	private static final int WARM_UP_OPERATIONS = 20_000;

	private static final int WARM_UP_CALLS = 90;

	private TerminatedMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, the deadline, how many calls and operations,
	 * and whether it is warm or cold
	 * @throws InterruptedException if the thread was interrupted
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws InterruptedException, IOException {
		int calls = Integer.parseInt(args[2]);
		int operations = Integer.parseInt(args[3]);
		Outcomes outcomes = new Outcomes();
		printAtTheEnd(outcomes);
		ConfigurableApplicationContext context = OurContext.start(args[0],
				Map.of("customerio.shutdown-timeout", args[1], "logging.level.io.github.customeriospring", "info"),
				(beans) -> {
				});
		CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		if (args[4].equals("warm")) {
			warmUp(queue, template);
		}
		System.out.println("prepared");
		System.in.read();
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

	/** And lets the permits end that it used. */
	private static void warmUp(CustomerIoQueue queue, ReactiveCustomerIoTemplate template) throws InterruptedException {
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < WARM_UP_OPERATIONS; i++) {
			outcomes.add(queue.add(Body.of(i)));
		}
		outcomes.await(Duration.ofSeconds(30));
		for (int i = 0; i < WARM_UP_CALLS; i++) {
			outcomes.add(template.send(Body.of(i)));
		}
		outcomes.await(Duration.ofSeconds(30));
		Thread.sleep(2000);
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
