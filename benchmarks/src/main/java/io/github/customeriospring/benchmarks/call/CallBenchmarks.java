package io.github.customeriospring.benchmarks.call;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * One call to a server in another process that answers at once, no limit being near.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class CallBenchmarks {

	private static final int CALLS = 500;

	/** How many are under way at the same time. */
	static final int CONCURRENCY = 64;

	/**
	 * Compilers need calls, not seconds: before so many, it is their speed that is seen.
	 */
	private static final int WARM_UP_CALLS = 150_000;

	/** Who sends. */
	@Param
	public Sender sender;

	private ServerProcess server;

	private ConfigurableApplicationContext context;

	private Supplier<Mono<?>> call;

	/** Start the server and the application, and warm both up. */
	@Setup
	public void start() {
		this.server = ServerProcess.start(ServerSettings.unlimited());
		Map<String, Object> properties = Map.of("customerio.rate-limit.track.limit", 1_000_000);
		this.context = this.sender.isObserved() ? OurContext.observed(this.server.url(), properties)
				: OurContext.start(this.server.url(), (builder) -> {
				}, properties);
		TrackOperation operation = Body.of(1);
		this.call = this.sender.isTemplate() ? template(operation) : bare(operation);
		for (int calls = 0; calls < WARM_UP_CALLS; calls += CALLS) {
			call();
		}
	}

	private Supplier<Mono<?>> template(TrackOperation operation) {
		CustomerIoTemplate template = this.context.getBean(CustomerIoTemplate.class);
		return () -> template.send(operation);
	}

	private Supplier<Mono<?>> bare(TrackOperation operation) {
		WebClient client = this.context.getBean(WebClient.Builder.class)
			.baseUrl(this.server.url())
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		return () -> client.post()
			.uri("/api/v2/entity")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(operation.toBytes())
			.retrieve()
			.toBodilessEntity();
	}

	/**
	 * Make the calls.
	 * @return the last one
	 */
	@Benchmark
	@OperationsPerInvocation(CALLS)
	public @Nullable Object call() {
		return Flux.range(0, CALLS).flatMap((i) -> this.call.get().thenReturn(i), CONCURRENCY).blockLast();
	}

	/** Stop both. */
	@TearDown
	public void stop() {
		this.context.close();
		this.server.close();
	}

}
