package io.github.customeriospring.benchmarks.weather.child;

import java.io.IOException;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Queues operations in a fresh JVM and prints what they take. Ends with its standard
 * input, so that its heap can be looked at before.
 */
public final class MemoryMain {

	private static final int WARM_UP = 1000;

	private MemoryMain() {
	}

	/**
	 * Run it.
	 * @param args how many operations
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		int count = Integer.parseInt(args[0]);
		ConfigurableApplicationContext context = OurContext.observed("http://127.0.0.1:9", Map.of());
		CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
		queue.pause();
		for (int i = 0; i < WARM_UP; i++) {
			queue.add(operation(i));
		}
		queue.clear();
		queue.whenIdle().join();
		long before = usedHeap();
		long json = 0;
		for (int i = 0; i < count; i++) {
			TrackOperation operation = operation(i);
			json += operation.size();
			queue.add(operation);
		}
		long used = usedHeap() - before;
		System.out.println("queued " + queue.stats().queued());
		System.out.println("json " + (double) json / count);
		System.out.println("beside " + (double) (used - json) / count);
		System.out.flush();
		System.in.read();
		Runtime.getRuntime().halt(0);
	}

	private static TrackOperation operation(int person) {
		return TrackOperation.identify("person-" + person, Map.of("email", "person" + person + "@example.com", "plan",
				"premium", "city", "Springfield", "logins", person));
	}

	private static long usedHeap() {
		Runtime runtime = Runtime.getRuntime();
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
		}
		return used;
	}

}
