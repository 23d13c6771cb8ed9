package io.github.customeriospring.benchmarks.waiting;

import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.layer.CustomerIoLayer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Lets many calls wait in a fresh JVM and prints what they take: bytes each, timers.
 */
public final class WaitingMain {

	private WaitingMain() {
	}

	/**
	 * Run it.
	 * @param args who lets them wait, and how many
	 */
	public static void main(String[] args) {
		Waiting waiting = Waiting.valueOf(args[0]);
		int count = Integer.parseInt(args[1]);
		ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
		timers.setRemoveOnCancelPolicy(true);
		CustomerIoTransport transport = transport(waiting, context(timers));
		byte[] body = Body.of(1).toBytes();
		CustomerIoRequest[] requests = new CustomerIoRequest[count];
		for (int i = 0; i < count; i++) {
			requests[i] = CustomerIoRequest.track("identify", "/api/v2/entity", body);
		}
		Disposable[] calls = new Disposable[count];
		start(transport, CustomerIoRequest.track("identify", "/api/v2/entity", body)); // takes
																						// the
																						// permit
		long before = usedHeap();
		for (int i = 0; i < count; i++) {
			calls[i] = start(transport, requests[i]);
		}
		System.out.println("bytes " + (double) (usedHeap() - before) / count);
		System.out.println("timers " + timers.getQueue().size());
		System.out.flush();
		Reference.reachabilityFence(calls);
		Reference.reachabilityFence(requests);
		Runtime.getRuntime().halt(0); // nobody needs to be told that it shuts down
	}

	private static Disposable start(CustomerIoTransport transport, CustomerIoRequest request) {
		return transport.send(request).subscribe((response) -> {
		}, (ex) -> {
		});
	}

	private static CustomerIoTransport transport(Waiting waiting, ConfigurableApplicationContext context) {
		CustomerIoTransport never = (request) -> Mono.defer(Mono::never);
		return switch (waiting) {
			case NOWHERE -> never;
			case LINE -> context.getBean("customerIoRateLimitLayer", CustomerIoLayer.class).around(never);
			case TEMPLATE -> context.getBean(CustomerIoTransport.class);
		};
	}

	private static ConfigurableApplicationContext context(ScheduledThreadPoolExecutor timers) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(Map.of("spring.main.banner-mode", "off", "customerio.site-id", "a", "customerio.api-key", "b",
					"customerio.track.url", "http://127.0.0.1:9", "customerio.retry.max-retries", 0,
					"customerio.rate-limit.track.limit", 1, "customerio.rate-limit.track.window", "1h",
					"customerio.rate-limit.track.capacity", Integer.MAX_VALUE,
					"customerio.rate-limit.track.tuning.max-bytes", "1TB", "customerio.rate-limit.track.max-wait",
					"1d"))
			.initializers((GenericApplicationContext context) -> context.registerBean("customerIoScheduler",
					Scheduler.class, () -> Schedulers.fromExecutorService(timers)))
			.run();
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

	@EnableAutoConfiguration
	static class Application {

	}

}
