package io.github.customeriospring.tracing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that traces go from the caller to the HTTP attempts, and tell nobody who it is
 * about.
 */
class TraceTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(App.class)
		.withPropertyValues("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY,
				"customerio.app-api-key=" + SimulatedCustomerIo.APP_API_KEY,
				"customerio.track.url=" + this.customerIo.simulator().url(),
				"customerio.app.url=" + this.customerIo.simulator().url(), "customerio.retry.base-delay=1ms",
				"customerio.rate-limit.pause-without-retry-after=1ms", "customerio.queue.linger=1ms",
				"management.tracing.sampling.probability=1.0");

	@Test
	void queuedEventHasOneTraceFromTheCallerToItsAttempt() {
		this.contextRunner.run((context) -> {
			CompletableFuture<Void> done = in(context, "caller", () -> context.getBean(CustomerIoQueue.class)
				.add(TrackOperation.person(Identifier.id("42")).event("signed_up", Map.of())));
			assertThat(done).succeedsWithin(SOON);
			SpanData caller = span(context, "caller");
			SpanData operation = span(context, "customerio queue person event");
			SpanData batch = span(context, "customerio batch");
			assertThat(List.of(operation, batch)).extracting(SpanData::getParentSpanId)
				.containsExactly(caller.getSpanId(), operation.getSpanId());
			assertThat(attempts(context, 1)).allSatisfy((attempt) -> {
				assertThat(attempt.getParentSpanId()).isEqualTo(batch.getSpanId());
				assertThat(attempt.getTraceId()).isEqualTo(caller.getTraceId());
			}).extracting((attempt) -> attribute(attempt, "status")).containsExactly("200");
			assertThat(batch.getEvents()).extracting(EventData::getName).containsExactly("permit of attempt 1");
			assertThat(batch.getEvents()).allSatisfy((event) -> assertThat(event.getEpochNanos())
				.isBetween(batch.getStartEpochNanos(), batch.getEndEpochNanos()));
			assertThat(attribute(batch, "attempts")).isEqualTo("1");
			assertThat(attribute(batch, "outcome")).isEqualTo("accepted");
		});
	}

	@Test
	void operationThatIsRepeatedHasEachOfItsRequestsBelowIt() {
		this.customerIo.simulator().faults().next(1, Fault.status(503));
		this.contextRunner.run((context) -> {
			CompletableFuture<Void> done = in(context, "caller", () -> context.getBean(CustomerIoQueue.class)
				.add(TrackOperation.person(Identifier.id("42")).event("signed_up", Map.of())));
			assertThat(done).succeedsWithin(SOON);
			assertThat(context.getBean(CustomerIoQueue.class).whenIdle()).succeedsWithin(SOON);
			SpanData operation = span(context, "customerio queue person event");
			assertThat(attempts(context, 2)).extracting((attempt) -> attribute(attempt, "status"))
				.containsExactly("503", "200");
			assertThat(spans(context).filter((it) -> it.getName().equals("customerio batch"))).hasSize(2)
				.allSatisfy((batch) -> assertThat(batch.getParentSpanId()).isEqualTo(operation.getSpanId()));
		});
	}

	@Test
	void batchOfSeveralOperationsHasATraceOfItsOwnThatLinksToThem() {
		this.contextRunner.run((context) -> {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			in(context, "one", () -> queue.add(TrackOperation.person(Identifier.id("1")).event("viewed", Map.of())));
			in(context, "two", () -> queue.add(TrackOperation.person(Identifier.id("2")).event("viewed", Map.of())));
			// sent from the thread of a stranger
			in(context, "stranger", () -> {
				await().until(() -> queue.stats().queued() == 2);
				queue.resume();
				return queue;
			});
			assertThat(queue.whenIdle()).succeedsWithin(SOON);
			SpanData attempt = attempts(context, 1).get(0);
			SpanData batch = span(context, "customerio batch");
			assertThat(attempt.getParentSpanId()).isEqualTo(batch.getSpanId());
			assertThat(batch.getParentSpanId()).isEqualTo(SpanId.getInvalid());
			assertThat(batch.getLinks()).extracting(LinkData::getSpanContext)
				.extracting((linked) -> linked.getSpanId())
				.containsExactlyElementsOf(spans(context).filter((it) -> it.getName().contains("queue"))
					.map(SpanData::getSpanId)
					.toList());
			assertThat(batch.getLinks()).hasSize(2)
				.extracting((link) -> link.getSpanContext().getTraceId())
				.containsExactlyInAnyOrder(span(context, "one").getTraceId(), span(context, "two").getTraceId());
		});
	}

	@Test
	void batchLinksToNoMoreOperationsThanExportersKeep() {
		this.contextRunner.run((context) -> {
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.pause();
			for (int i = 0; i < 130; i++) {
				queue.add(TrackOperation.person(Identifier.id("p" + i)).event("viewed", Map.of()));
			}
			queue.resume();
			assertThat(queue.whenIdle()).succeedsWithin(SOON);
			assertThat(span(context, "customerio batch").getTotalRecordedLinks()).isEqualTo(128);
		});
	}

	@Test
	void callOfABlockingCallerIsBelowItsSpan() {
		this.contextRunner.run((context) -> {
			in(context, "caller",
					() -> context.getBean(ReactiveCustomerIoTemplate.class)
						.identify("42", Map.of())
						.blockOptional(SOON));
			SpanData call = span(context, "customerio person identify");
			assertThat(call.getParentSpanId()).isEqualTo(span(context, "caller").getSpanId());
			assertThat(attempts(context, 1).get(0).getParentSpanId()).isEqualTo(call.getSpanId());
		});
	}

	@Test
	void callOfAReactiveCallerIsBelowTheSpanOfItsContext() {
		this.contextRunner.run((context) -> {
			Observation caller = Observation.start("caller", context.getBean(ObservationRegistry.class));
			in(context, "stranger",
					() -> context.getBean(ReactiveCustomerIoTemplate.class)
						.identify("42", Map.of())
						.contextWrite((it) -> it.put(ObservationThreadLocalAccessor.KEY, caller))
						.blockOptional(SOON));
			caller.stop();
			assertThat(span(context, "customerio person identify").getParentSpanId())
				.isEqualTo(span(context, "caller").getSpanId());
		});
	}

	@Test
	void callThatWaitedIsSentInItsOwnTraceByWhoeverLetsItGo() {
		this.contextRunner.run((context) -> {
			WaitingLines lines = context.getBean(WaitingLines.class);
			lines.line(Quota.TRACK).pause();
			CompletableFuture<Void> waiting = context.getBean(ReactiveCustomerIoTemplate.class)
				.identify("42", Map.of())
				.toFuture();
			in(context, "stranger", () -> {
				lines.line(Quota.TRACK).resume();
				return lines;
			});
			assertThat(waiting).succeedsWithin(SOON);
			assertThat(attempts(context, 1).get(0).getParentSpanId())
				.isEqualTo(span(context, "customerio person identify").getSpanId());
		});
	}

	@Test
	void requestsOfAnImportAreBelowTheSpanOfItsCaller() {
		this.contextRunner.run((context) -> {
			in(context, "caller", () -> context.getBean(BulkImporter.class)
				.importAll(Flux.range(0, 2500).map((i) -> TrackOperation.identify(Identifier.id("p" + i), Map.of())))
				.blockLast(SOON));
			String caller = span(context, "caller").getSpanId();
			assertThat(spans(context).filter((it) -> it.getName().equals("customerio batch"))).hasSize(3)
				.allSatisfy((batch) -> assertThat(batch.getParentSpanId()).isEqualTo(caller));
			assertThat(spans(context)).noneMatch((it) -> it.getName().contains("queue"));
		});
	}

	@Test
	void tracesOfQueuedOperationsGoOnWhereTheirOwnObservationIsSwitchedOff() {
		this.contextRunner.withPropertyValues("management.observations.enable.customerio.operation=false")
			.run((context) -> {
				assertThat(in(context, "caller",
						() -> context.getBean(CustomerIoQueue.class)
							.add(TrackOperation.person(Identifier.id("42")).event("signed_up", Map.of()))))
					.succeedsWithin(SOON);
				assertThat(span(context, "customerio batch").getParentSpanId())
					.isEqualTo(span(context, "caller").getSpanId());
			});
	}

	@Test
	void attemptsAreBelowTheCallerWhereObservationsOfCallsAreSwitchedOff() {
		this.contextRunner.withPropertyValues("management.observations.enable.customerio.request=false")
			.run((context) -> {
				// known from the context alone: no thread could stand in for it
				Observation caller = Observation.start("caller", context.getBean(ObservationRegistry.class));
				context.getBean(ReactiveCustomerIoTemplate.class)
					.identify("42", Map.of())
					.contextWrite((it) -> it.put(ObservationThreadLocalAccessor.KEY, caller))
					.blockOptional(SOON);
				caller.stop();
				assertThat(attempts(context, 1).get(0).getParentSpanId())
					.isEqualTo(span(context, "caller").getSpanId());
			});
	}

	@Test
	void spansHoldNoPersonalDataWhateverHappens() {
		this.customerIo.simulator().faults().next(1, Fault.status(500));
		this.contextRunner.run((context) -> {
			query(context);
			context.getBean(ReactiveCustomerIoTemplate.class)
				.identify("ada@example.org", Map.of("name", "Lovelace"))
				.blockOptional(SOON);
			assertThat(spans(context)).isNotEmpty();
			assertNothingPersonal(context);
		});
		this.contextRunner.withPropertyValues("customerio.app.url=http://localhost:1", "customerio.retry.max-retries=1")
			.run((context) -> {
				query(context);
				assertThat(attempts(context, 2)).allSatisfy((attempt) -> assertThat(attempt.getEvents()).isNotEmpty());
				assertNothingPersonal(context);
			});
	}

	private static void query(ApplicationContext context) {
		CustomerIoTransport transport = context.getBean(CustomerIoTransport.class);
		transport
			.send(AppClient.request("customer attributes", Quota.APP, HttpMethod.GET,
					"/v1/customers/{id}/attributes?id_type={type}", null, true, "ada@example.org", "email"))
			.onErrorComplete()
			.blockOptional(SOON);
	}

	private static void assertNothingPersonal(ApplicationContext context) {
		assertThat(spans(context).map((span) -> span + " " + span.getEvents() + span.getStatus()))
			.noneMatch((text) -> text.contains("example.org") || text.contains("Lovelace"));
	}

	@Test
	void contextStartsWithoutTracing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing", "io.opentelemetry"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("customerIoObservedOperations")
				.doesNotHaveBean("customerIoLinkingTracingObservationHandler"));
	}

	private static <T> T in(ApplicationContext context, String name, Supplier<T> work) {
		return Observation.createNotStarted(name, context.getBean(ObservationRegistry.class)).observe(work);
	}

	private static Stream<SpanData> spans(ApplicationContext context) {
		return context.getBean(InMemorySpanExporter.class).getFinishedSpanItems().stream();
	}

	/** Some end a moment after the caller has the answer. */
	private static SpanData span(ApplicationContext context, String name) {
		return await()
			.until(() -> spans(context).filter((span) -> span.getName().equals(name)).findFirst(), Optional::isPresent)
			.orElseThrow();
	}

	private static List<SpanData> attempts(ApplicationContext context, int count) {
		return await().until(() -> spans(context).filter((span) -> span.getName().startsWith("http ")).toList(),
				(spans) -> spans.size() == count);
	}

	private static String attribute(SpanData span, String name) {
		return span.getAttributes().get(AttributeKey.stringKey(name));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		SpanProcessor processor(InMemorySpanExporter exporter) {
			return SimpleSpanProcessor.create(exporter);
		}

	}

}
