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
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps calls open until it is killed. It starts an application once for the classes,
 * says {@code warm}, starts another one for a byte on its standard input, and says
 * {@code ready} with the first answer.
 */
public final class BusyMain {

	private static final Duration BREATH = Duration.ofMillis(200);

	private BusyMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, the number of the first call, how many calls
	 * are open, and properties
	 * @throws Exception if it cannot be run
	 */
	public static void main(String[] args) throws Exception {
		Map<String, Object> properties = new HashMap<>();
		for (int i = 3; i < args.length; i++) {
			properties.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
		}
		start(args[0], properties).close();
		System.out.println("warm");
		if (System.in.read() < 0) {
			System.exit(0); // who started it has died
		}
		ConfigurableApplicationContext context = start(args[0], properties);
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		AtomicInteger numbers = new AtomicInteger(Integer.parseInt(args[1]));
		AtomicBoolean ready = new AtomicBoolean();
		for (int i = 0; i < Integer.parseInt(args[2]); i++) {
			Mono.defer(() -> template.send(Body.of(numbers.getAndIncrement()))).doOnSuccess((answer) -> {
				if (ready.compareAndSet(false, true)) {
					System.out.println("ready");
				}
			}).onErrorResume((ex) -> Mono.delay(BREATH).then()).repeat().subscribe();
		}
		TimeUnit.HOURS.sleep(1);
	}

	private static ConfigurableApplicationContext start(String url, Map<String, Object> properties) {
		return OurContext.start(url, properties, (beans) -> {
		});
	}

}
