package io.github.customeriospring.queue.memory;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Figures of the queue at full scale, in an application with actuator and in real time.
 * No test, as it takes minutes: run {@link #main} with the names of scenarios.
 */
final class QueueFigures {

	/** What becomes of a request instead of being sent; {@code null} for nothing. */
	private static volatile Function<CustomerIoRequest, Mono<CustomerIoResponse>> weather = (request) -> Mono.empty();

	private static volatile boolean clear = true;

	private static final AtomicInteger REQUESTS = new AtomicInteger();

	private QueueFigures() {
	}

	/**
	 * Run scenarios.
	 * @param args {@code memory}, {@code refused}, {@code unavailable}, {@code poison},
	 * {@code timeout}, {@code identity}, {@code import}, {@code shutdown}; all without
	 * one
	 */
	public static void main(String[] args) throws IOException {
		List<String> names = (args.length > 0) ? Arrays.asList(args)
				: List.of("memory", "refused", "unavailable", "poison", "timeout", "identity", "import", "shutdown");
		for (String name : names) {
			switch (name) {
				case "memory" -> memory();
				case "refused" -> refused(60);
				case "unavailable" -> unavailable(60);
				case "poison" -> poison(Duration.ZERO);
				case "timeout" -> poison(Duration.ofSeconds(10));
				case "identity" -> identity();
				case "import" -> importThroughAnOutage(120);
				case "shutdown" -> shutdown();
				default -> throw new IllegalArgumentException("No scenario '" + name + "'");
			}
		}
	}

	private static void memory() {
		try (ConfigurableApplicationContext context = application("http://localhost:1")) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.add(event(0, 180)).cancel(false); // classes are loaded
			queue.pause();
			int count = 99_990;
			long before = used();
			long json = 0;
			for (int i = 0; i < count; i++) {
				TrackOperation operation = event(i, 180);
				json += operation.size();
				queue.add(operation);
			}
			long after = used();
			System.out.printf("memory: %,d queued of %,d B, %,d B each beside their JSON, the queue says %,d B%n",
					queue.stats().queued(), json / count, (after - before - json) / count,
					(queue.stats().bytes() - json) / count);
			queue.clear();
		}
	}

	private static long used() {
		for (int i = 0; i < 4; i++) {
			System.gc();
			LockSupport.parkNanos(200_000_000);
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private static void refused(int seconds) throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		outage("refused", seconds, port, () -> SimulatedCustomerIo.builder().port(port).start());
	}

	private static void unavailable(int seconds) {
		SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();
		storm((request) -> Mono.error(new CustomerIoResponseException(request, 503, List.of(), null)));
		outage("unavailable", seconds, customerIo.port(), () -> {
			clear = true;
			return customerIo;
		});
	}

	private static void outage(String name, int seconds, int port, Supplier<SimulatedCustomerIo> end) {
		Tally tally = new Tally();
		REQUESTS.set(0);
		try (ConfigurableApplicationContext context = application("http://localhost:" + port)) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			tally.add(queue, 0, 50_000);
			for (int i = 0; i < seconds; i++) {
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
				tally.add(queue, 50_000 + i * 1000 / seconds, 50_000 + (i + 1) * 1000 / seconds);
			}
			System.out.println(name + ": " + queue.stats());
			int met = REQUESTS.get();
			long back = System.nanoTime();
			try (SimulatedCustomerIo customerIo = end.get()) {
				while (queue.stats().hold() != null) {
					LockSupport.parkNanos(1_000_000);
				}
				long over = System.nanoTime();
				queue.whenIdle().join();
				System.out.printf(
						"%s: %,d accepted, %,d failed, %,d distinct at Customer.io of %,d; %d requests met the outage; "
								+ "back to first acceptance %.1f s, then all in %.1f s%n",
						name, tally.accepted.get(), tally.failed.get(), customerIo.distinctPeople(),
						customerIo.operations(), met, (over - back) / 1e9, (System.nanoTime() - over) / 1e9);
			}
		}
	}

	private static void poison(Duration after) {
		Tally tally = new Tally();
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();
				ConfigurableApplicationContext context = application(customerIo.url())) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			storm((request) -> request.bodyAsString().contains("\"p4321\"")
					? Mono.delay(after)
						.then(Mono.error(after.isZero() ? new CustomerIoResponseException(request, 500, List.of(), null)
								: new CustomerIoNoResponseException(request, new IllegalStateException("none"), true)))
					: Mono.empty());
			queue.pause();
			tally.add(queue, 0, 10_000);
			REQUESTS.set(0);
			long start = System.nanoTime();
			queue.resume();
			while (queue.stats().sent() < 9_000) {
				LockSupport.parkNanos(1_000_000);
			}
			long most = System.nanoTime();
			while (queue.stats().sent() < 9_999) {
				LockSupport.parkNanos(1_000_000);
			}
			long all = System.nanoTime();
			queue.whenIdle().join();
			System.out.printf(
					"poison after %s: 9,000 in %.2f s, 9,999 in %.2f s, the end in %.2f s, %d failed, %d requests%n",
					after, (most - start) / 1e9, (all - start) / 1e9, (System.nanoTime() - start) / 1e9,
					tally.failed.get(), REQUESTS.get());
		}
		clear = true;
	}

	private static void identity() {
		double alone = others(false);
		double beside = others(true);
		System.out.printf("identity: 100,000 others take %.2f s alone and %.2f s beside 100,000 of one identity%n",
				alone, beside);
	}

	private static double others(boolean beside) {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder().keepState(false).start();
				ConfigurableApplicationContext context = application(customerIo.url(),
						"--customerio.queue.capacity=300000", "--customerio.queue.max-bytes=512MB")) {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			AtomicLong left = new AtomicLong(100_000);
			AtomicLong end = new AtomicLong();
			queue.pause();
			for (int i = 0; i < 100_000; i++) {
				if (beside) {
					queue.add(TrackOperation.person(Identifier.id("one")).event("visited", Map.of("n", i)));
				}
				queue.add(person(i)).thenRun(() -> {
					if (left.decrementAndGet() == 0) {
						end.set(System.nanoTime());
					}
				});
			}
			long start = System.nanoTime();
			queue.resume();
			queue.whenIdle().join();
			return (end.get() - start) / 1e9;
		}
	}

	private static void importThroughAnOutage(int seconds) {
		AtomicLong accepted = new AtomicLong();
		AtomicLong failed = new AtomicLong();
		int count = 1_000_000;
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder().keepState(false).start();
				ConfigurableApplicationContext context = application(customerIo.url())) {
			Thread outage = new Thread(() -> {
				while (accepted.get() < count / 2) {
					LockSupport.parkNanos(1_000_000);
				}
				storm((request) -> Mono
					.error(new CustomerIoNoResponseException(request, new IllegalStateException("refused"), false)));
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
				clear = true;
			});
			outage.start();
			long start = System.nanoTime();
			context.getBean(BulkImporter.class)
				.importAll(Flux.range(0, count).map(QueueFigures::person))
				.doOnNext((result) -> (result.isAccepted() ? accepted : failed).incrementAndGet())
				.blockLast();
			System.out.printf("import: %,d accepted, %,d failed, in %.1f s with an outage of %d s%n", accepted.get(),
					failed.get(), (System.nanoTime() - start) / 1e9, seconds);
		}
	}

	private static void shutdown() {
		for (String timeout : List.of("20s", "100ms")) {
			Tally tally = new Tally();
			try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start()) {
				ConfigurableApplicationContext context = application(customerIo.url(),
						"--customerio.shutdown-timeout=" + timeout);
				CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
				queue.pause();
				tally.add(queue, 0, 50_000);
				long start = System.nanoTime();
				context.close();
				System.out.printf("shutdown within %s: %,d accepted, %,d failed, closed in %.2f s%n", timeout,
						tally.accepted.get(), tally.failed.get(), (System.nanoTime() - start) / 1e9);
			}
		}
	}

	private static void storm(Function<CustomerIoRequest, Mono<CustomerIoResponse>> answer) {
		weather = answer;
		clear = false;
	}

	private static ConfigurableApplicationContext application(String url, String... more) {
		String[] settings = { "--customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"--customerio.api-key=" + SimulatedCustomerIo.API_KEY, "--customerio.track.url=" + url,
				"--management.tracing.enabled=false" };
		return new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new));
	}

	private static TrackOperation person(int number) {
		return TrackOperation.identify(Identifier.id("p" + number), Map.of("number", number));
	}

	private static TrackOperation event(int number, int bytes) {
		TrackOperation bare = TrackOperation.person(Identifier.id("p" + number)).event("visited", Map.of("text", ""));
		return TrackOperation.person(Identifier.id("p" + number))
			.event("visited", Map.of("text", "x".repeat(Math.max(0, bytes - bare.size()))));
	}

	private static final class Tally {

		private final AtomicInteger accepted = new AtomicInteger();

		private final AtomicInteger failed = new AtomicInteger();

		void add(CustomerIoQueue queue, int from, int to) {
			for (int i = from; i < to; i++) {
				queue.add(person(i))
					.whenComplete((nothing, ex) -> ((ex != null) ? this.failed : this.accepted).incrementAndGet());
			}
		}

	}

	/**
	 * An application with all that Boot configures.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

		@Bean(defaultCandidate = false)
		CustomerIoLayer customerIoAttemptLayer() {
			return (next) -> (request) -> Mono.defer(() -> {
				REQUESTS.incrementAndGet();
				return clear ? next.send(request) : weather.apply(request).switchIfEmpty(next.send(request));
			});
		}

	}

}
