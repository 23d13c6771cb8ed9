package io.github.customeriospring.benchmarks.store.child;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Hands in numbered operations and says which ones are safe. With a rate it goes on until
 * it is killed; without one it hands in so many as fast as they are taken, and says how
 * long that took.
 */
public final class HandInMain {

	/** So few that the order of each can be judged. */
	private static final int PEOPLE = 1000;

	/** So many that they do not wait for each other. */
	private static final int MANY_PEOPLE = 100_000;

	private static final int TICKS_A_SECOND = 50;

	private static final int MOST_UNSAFE = 20_000;

	private HandInMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, the prefix of the people, the first number,
	 * {@code rate=N} or {@code count=N}, and properties
	 * @throws Exception if it cannot be run
	 */
	public static void main(String[] args) throws Exception {
		long start = System.nanoTime();
		Map<String, Object> properties = new HashMap<>(Map.of("logging.level.io.github.customeriospring", "info"));
		for (int i = 4; i < args.length; i++) {
			properties.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
		}
		ConfigurableApplicationContext context = OurContext.start(args[0], properties, (beans) -> {
		});
		CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		say(out, "ready " + (System.nanoTime() - start) / 1_000_000);
		long first = Long.parseLong(args[2]);
		int number = Integer.parseInt(args[3].substring(args[3].indexOf('=') + 1));
		if (args[3].startsWith("rate=")) {
			handIn(queue, args[1], first, number, out);
		}
		else {
			handInAll(queue, args[1], first, number, out);
			context.close();
			System.exit(0);
		}
	}

	private static void say(PrintStream out, String line) {
		out.println(line);
		out.flush();
	}

	private static CompletableFuture<Void> handIn(CustomerIoQueue queue, String prefix, int people, long n) {
		return queue.store(TrackOperation.identify(prefix + n % people, Map.of("n", n)));
	}

	private static void handIn(CustomerIoQueue queue, String prefix, long first, int rate, PrintStream out) {
		long[] number = { first };
		Queue<String> said = new ConcurrentLinkedQueue<>();
		AtomicInteger refused = new AtomicInteger();
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		timer.scheduleAtFixedRate(() -> {
			for (int i = 0; i < rate / TICKS_A_SECOND; i++) {
				long n = number[0]++;
				handIn(queue, prefix, PEOPLE, n).whenComplete((safe, ex) -> {
					if (ex == null) {
						said.add(Long.toString(n));
					}
					else if (refused.incrementAndGet() == 1) {
						said.add("refused " + ex.getMessage());
					}
				});
			}
			for (String line = said.poll(); line != null; line = said.poll()) {
				out.println(line);
			}
			out.flush();
		}, 0, 1000 / TICKS_A_SECOND, TimeUnit.MILLISECONDS);
	}

	private static void handInAll(CustomerIoQueue queue, String prefix, long first, int count, PrintStream out)
			throws Exception {
		Semaphore unsafe = new Semaphore(MOST_UNSAFE);
		AtomicInteger refused = new AtomicInteger();
		long start = System.nanoTime();
		for (long n = first; n < first + count; n++) {
			unsafe.acquire();
			handIn(queue, prefix, MANY_PEOPLE, n).whenComplete((safe, ex) -> {
				if (ex != null) {
					refused.incrementAndGet();
				}
				unsafe.release();
			});
		}
		unsafe.acquire(MOST_UNSAFE);
		say(out, "safe " + (System.nanoTime() - start) / 1_000_000 + " refused " + refused);
		queue.whenIdle().get(5, TimeUnit.MINUTES);
		say(out, "idle " + (System.nanoTime() - start) / 1_000_000);
	}

}
