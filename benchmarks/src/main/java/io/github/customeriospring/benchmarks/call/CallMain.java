package io.github.customeriospring.benchmarks.call;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Supplier;

import com.sun.management.OperatingSystemMXBean;
import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes calls in a fresh JVM and prints what one takes when the compilers are done:
 * microseconds of CPU, of all threads, and calls in a second.
 */
public final class CallMain {

	/** How many are under way at the same time. */
	private static final int CONCURRENCY = 64;

	private CallMain() {
	}

	/**
	 * Run it.
	 * @param args who sends, where to, how many calls before and while it is measured
	 */
	public static void main(String[] args) {
		Sender sender = Sender.valueOf(args[0]);
		String url = args[1];
		Map<String, Object> properties = Map.of("customerio.rate-limit.track.limit", 1_000_000);
		try (ConfigurableApplicationContext context = sender.isObserved() ? OurContext.observed(url, properties)
				: OurContext.start(url, (builder) -> {
				}, properties)) {
			TrackOperation operation = Body.of(1);
			Supplier<Mono<?>> call = sender.isTemplate() ? template(context, operation) : bare(context, url, operation);
			send(call, Integer.parseInt(args[2]));
			measure(call, Integer.parseInt(args[3]));
		}
	}

	private static void measure(Supplier<Mono<?>> call, int calls) {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		long cpu = system.getProcessCpuTime();
		long time = System.nanoTime();
		send(call, calls);
		System.out.println("cpu " + (system.getProcessCpuTime() - cpu) / 1000.0 / calls);
		System.out.println("rate " + calls * 1e9 / (System.nanoTime() - time));
	}

	private static void send(Supplier<Mono<?>> call, int calls) {
		Flux.range(0, calls).flatMap((i) -> call.get().thenReturn(i), CONCURRENCY).blockLast();
	}

	private static Supplier<Mono<?>> template(ApplicationContext context, TrackOperation operation) {
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		return () -> template.send(operation);
	}

	private static Supplier<Mono<?>> bare(ApplicationContext context, String url, TrackOperation operation) {
		WebClient client = context.getBean(WebClient.Builder.class)
			.baseUrl(url)
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		return () -> client.post()
			.uri("/api/v2/entity")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(operation.toBytes())
			.retrieve()
			.toBodilessEntity();
	}

}
