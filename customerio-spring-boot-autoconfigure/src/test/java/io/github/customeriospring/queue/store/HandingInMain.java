package io.github.customeriospring.queue.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.ClientApplication;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application in a process of its own that hands in numbered operations on a hundred
 * people, and says which ones are safe. It is there to be killed.
 */
public final class HandingInMain {

	static final int PEOPLE = 100;

	private static final int TICKS_A_SECOND = 50;

	private HandingInMain() {
	}

	/**
	 * Run it.
	 * @param args the first number, how many a second (0 to send what is there and end),
	 * the prefix of the people, properties
	 * @throws Exception if it cannot be run
	 */
	public static void main(String[] args) throws Exception {
		String[] properties = java.util.Arrays.copyOfRange(args, 3, args.length);
		ConfigurableApplicationContext context = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
		CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		out.println("ready");
		out.flush();
		int rate = Integer.parseInt(args[1]);
		if (rate == 0) {
			queue.whenIdle().get(2, TimeUnit.MINUTES);
			context.close();
			out.println("idle");
			out.flush();
			System.exit(0);
		}
		handIn(queue, Long.parseLong(args[0]), rate, args[2], out);
		System.in.read();
	}

	private static void handIn(CustomerIoQueue queue, long first, int rate, String prefix, PrintStream out) {
		long[] number = { first };
		Queue<Long> safe = new ConcurrentLinkedQueue<>();
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		timer.scheduleAtFixedRate(() -> {
			for (int i = 0; i < rate / TICKS_A_SECOND; i++) {
				long n = number[0]++;
				queue.store(TrackOperation.identify(prefix + n % PEOPLE, Map.of("n", n))).thenRun(() -> safe.add(n));
			}
			for (Long n = safe.poll(); n != null; n = safe.poll()) {
				out.println(n);
			}
			out.flush();
		}, 0, 1000 / TICKS_A_SECOND, TimeUnit.MILLISECONDS);
	}

	@ClientApplication
	static class App {

	}

}
