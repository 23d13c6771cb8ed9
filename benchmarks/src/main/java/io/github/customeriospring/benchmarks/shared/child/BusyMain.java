package io.github.customeriospring.benchmarks.shared.child;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps calls open until it is killed. It starts an application that makes some calls of
 * another server, so that the compiler takes no part in what follows, says {@code warm},
 * starts another one for a byte on its standard input, and says {@code ready} with the
 * first answer.
 */
public final class BusyMain {

	private static final int WARM_UP = 500;

	private static final Duration BREATH = Duration.ofMillis(200);

	private BusyMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, and the one for getting warm, the number of
	 * the first call, how many calls are open, and properties
	 * @throws Exception if it cannot be run
	 */
	public static void main(String[] args) throws Exception {
		Map<String, Object> properties = new HashMap<>();
		for (int i = 4; i < args.length; i++) {
			properties.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
		}
		warmUp(args[1], properties);
		System.out.println("warm");
		if (System.in.read() < 0) {
			System.exit(0); // who started it has died
		}
		ConfigurableApplicationContext context = start(args[0], properties);
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		AtomicInteger numbers = new AtomicInteger(Integer.parseInt(args[2]));
		AtomicBoolean ready = new AtomicBoolean();
		for (int i = 0; i < Integer.parseInt(args[3]); i++) {
			Mono.defer(() -> template.send(Body.of(numbers.getAndIncrement()))).doOnSuccess((answer) -> {
				if (ready.compareAndSet(false, true)) {
					System.out.println("ready");
				}
			}).onErrorResume((ex) -> Mono.delay(BREATH).then()).repeat().subscribe();
		}
		TimeUnit.HOURS.sleep(1);
	}

	private static void warmUp(String url, Map<String, Object> properties) {
		Map<String, Object> quicker = new HashMap<>(properties);
		quicker.put("customerio.rate-limit.track.limit", 1000);
		try (ConfigurableApplicationContext context = start(url, quicker)) {
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			Flux.range(0, WARM_UP).flatMap((i) -> template.send(Body.of(i)), 20).blockLast();
		}
	}

	private static ConfigurableApplicationContext start(String url, Map<String, Object> properties) {
		return OurContext.start(url, properties, (beans) -> {
		});
	}

}
