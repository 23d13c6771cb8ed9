package io.github.customeriospring.benchmarks.imports;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.benchmarks.Part;
import io.github.customeriospring.benchmarks.client.Body;
import io.github.customeriospring.benchmarks.client.ClientKind;
import io.github.customeriospring.benchmarks.client.OurContext;
import io.github.customeriospring.benchmarks.report.Statistics;
import io.github.customeriospring.benchmarks.server.ServerProcess;
import io.github.customeriospring.benchmarks.server.ServerSettings;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.ImportProgress;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Imports people as fast as the defaults allow while live calls come in.
 */
public final class ImportPart implements Part {

	private static final Duration BETWEEN_LIVE_CALLS = Duration.ofMillis(25);

	private static final int WARM_UP_CALLS = 200;

	private static final int WARM_UP_PEOPLE = 20_000;

	@Override
	public String name() {
		return "import";
	}

	@Override
	public ImportOutcome run(boolean quick) {
		int people = quick ? 100_000 : 1_000_000;
		try (ServerProcess server = ServerProcess.start(ServerSettings.near(ClientKind.LIMIT));
				ConfigurableApplicationContext context = OurContext.start(server.url(), (builder) -> {
				}, Map.of())) {
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			BulkImporter importer = context.getBean(BulkImporter.class);
			warmUp(template, importer);
			ImportOutcome outcome = run(people, template, importer);
			System.out.println("  " + outcome);
			return outcome;
		}
	}

	/** And lets the permits end that it used. */
	private static void warmUp(ReactiveCustomerIoTemplate template, BulkImporter importer) {
		Flux.range(0, WARM_UP_CALLS).flatMap((call) -> template.send(Body.of(call))).blockLast();
		importer.importAll(Flux.range(0, WARM_UP_PEOPLE).map(ImportPart::person)).blockLast();
		Mono.delay(Duration.ofSeconds(2)).block();
	}

	private static ImportOutcome run(int people, ReactiveCustomerIoTemplate template, BulkImporter importer) {
		Queue<Double> millis = new ConcurrentLinkedQueue<>();
		AtomicInteger liveFailed = new AtomicInteger();
		Disposable live = Flux.interval(BETWEEN_LIVE_CALLS)
			.onBackpressureDrop()
			.flatMap((call) -> timed(template.send(Body.of(call.intValue())), millis).onErrorResume((ex) -> {
				liveFailed.incrementAndGet();
				return Mono.empty();
			}), Integer.MAX_VALUE)
			.subscribe();
		@Nullable ImportProgress end = importer.importWithProgress(Flux.range(0, people).map(ImportPart::person), people,
				Duration.ofSeconds(1), (result) -> {
				})
			.blockLast();
		live.dispose();
		if (end == null) {
			throw new IllegalStateException("The import reported nothing");
		}
		return outcome(end, millis, liveFailed.get());
	}

	private static Mono<Void> timed(Mono<Void> call, Collection<Double> millis) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			return call.doOnSuccess((done) -> millis.add((System.nanoTime() - start) / 1e6));
		});
	}

	private static ImportOutcome outcome(ImportProgress end, Collection<Double> millis, int liveFailed) {
		return new ImportOutcome((int) end.done(), (int) end.failed(), end.requests(), end.elapsed().toMillis() / 1e3,
				millis.size(), liveFailed, Statistics.percentile(millis, 50), Statistics.percentile(millis, 99),
				Statistics.percentile(millis, 100));
	}

	/** With about 120 bytes of attributes. */
	private static TrackOperation person(int number) {
		return TrackOperation.identify(Identifier.id("person-" + number), Map.of("email", "p" + number + "@example.com",
				"plan", "premium", "city", "Springfield", "note", "forty characters or so about this person"));
	}

}
