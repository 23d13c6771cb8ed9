package io.github.customeriospring.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpServer;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.template.CustomerIoTemplate;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@code customerio.mode}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ModesTests {

	private static final int CALLS = 1000;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final List<String> arrived = new CopyOnWriteArrayList<>();

	private HttpServer server;

	/** Without credentials. What leaves would arrive at the server. */
	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void startServer() throws Exception {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.arrived.add(exchange.getRequestURI().getPath());
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.server.start();
		String url = "http://127.0.0.1:" + this.server.getAddress().getPort();
		this.contextRunner = CustomerIoContextRunner.withoutCredentials()
			.withPropertyValues("customerio.track.url=" + url, "customerio.app.url=" + url);
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "LIVE")
	void callsAndQueuedOperationsAreAcceptedAndNothingLeaves(CustomerIoMode mode) {
		in(mode).run((context) -> {
			CustomerIoTemplate template = context.getBean(CustomerIoTemplate.class);
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			IntStream.range(0, CALLS).forEach((number) -> template.identify("" + number, Map.of("plan", "pro")));
			List<CompletableFuture<Void>> outcomes = IntStream.range(0, CALLS)
				.mapToObj((number) -> queue.add(TrackOperation.event("" + number, "signed_up")))
				.toList();
			assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome).succeedsWithin(TIMEOUT));
			assertThat(queue.stats().sent()).isEqualTo(CALLS);
			assertThat(this.arrived).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "LIVE")
	void everyKindOfCallIsAccepted(CustomerIoMode mode) {
		in(mode).run((context) -> {
			CustomerIoTemplate template = context.getBean(CustomerIoTemplate.class);
			assertThat(template.send(TransactionalMessage.push(Identifier.id("42")).template(1).build()).deliveryId())
				.isEqualTo("not-sent");
			assertThat(template.trigger(BroadcastTrigger.toDefaultAudience(12))).isOne();
			template.trackAnonymous(null, "opened", Map.of());
			ReactiveCustomerIoTemplate reactive = context.getBean(ReactiveCustomerIoTemplate.class);
			assertThat(reactive.segments().list().collectList().block(TIMEOUT)).isEmpty();
			assertThat(reactive.customers().byEmail("jane@example.com").collectList().block(TIMEOUT)).isEmpty();
			assertThat(context.getBean(BulkImporter.class)
				.importAll(Flux.range(0, 3).map((number) -> TrackOperation.event("" + number, "a")))
				.collectList()
				.block(TIMEOUT)).hasSize(3).allMatch((result) -> result.isAccepted());
			assertThat(this.arrived).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "LIVE")
	void inputIsCheckedAsEver(CustomerIoMode mode) {
		in(mode).run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(CustomerIoTemplate.class).identify(" ", Map.of())));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "LIVE")
	void everyBeanIsThere(CustomerIoMode mode) {
		in(mode).run((context) -> assertThat(context).hasSingleBean(CustomerIoTemplate.class)
			.hasSingleBean(ReactiveCustomerIoTemplate.class)
			.hasSingleBean(CustomerIoQueue.class)
			.hasSingleBean(BulkImporter.class)
			.hasSingleBean(WaitingLines.class)
			.hasBean("customerIoTransport"));
	}

	@Test
	void logSaysWhatWouldBeSentWithoutPersonalData(CapturedOutput output) {
		// as in an application; the level of these tests is WARN
		((Logger) LoggerFactory.getLogger("io.github.customeriospring.webclient")).setLevel(Level.INFO);
		in(CustomerIoMode.LOG).run((context) -> {
			context.getBean(CustomerIoTemplate.class).identify("jane@example.com", Map.of("plan", "s3cret"));
			CustomerIoQueue queue = context.getBean(CustomerIoQueue.class);
			queue.add(TrackOperation.event("jane@example.com", "s3cret"));
			assertThat(queue.whenIdle()).succeedsWithin(TIMEOUT);
		});
		assertThat(output).contains("Not sent, as customerio.mode=log: person identify")
			.contains("Not sent, as customerio.mode=log: person event")
			.contains(
					"Nothing is sent to Customer.io, as 'customerio.mode' is 'log': every operation is accepted and logged")
			.doesNotContain("jane@example.com", "s3cret");
	}

	@Test
	void offSaysSoOnceAtTheStart(CapturedOutput output) {
		in(CustomerIoMode.OFF)
			.run((context) -> context.getBean(CustomerIoTemplate.class).identify("42", Map.of("plan", "pro")));
		assertThat(output).containsOnlyOnce("'customerio.mode' is 'off'").doesNotContain("Not sent");
	}

	@Test
	void healthSaysTheMode() {
		in(CustomerIoMode.OFF).run((
				context) -> assertThat(context.getBean("customerioHealthIndicator", HealthIndicator.class).health(true))
					.satisfies((health) -> {
						assertThat(health.getStatus()).isEqualTo(Status.UP);
						assertThat(health.getDetails()).containsEntry("mode", "off");
					}));
	}

	@Test
	void limitsDoNotHoldUpWhatIsNotSent() {
		in(CustomerIoMode.OFF)
			.withPropertyValues("customerio.rate-limit.track.limit=1", "customerio.rate-limit.track.window=1h",
					"customerio.rate-limit.track.max-wait=0s")
			.run((context) -> {
				for (int i = 0; i < 3; i++) {
					context.getBean(CustomerIoTemplate.class).delete("42");
				}
				assertThat(context.getBean(WaitingLines.class).line(Quota.TRACK).waiting()).isZero();
			});
	}

	private ApplicationContextRunner in(CustomerIoMode mode) {
		return this.contextRunner.withPropertyValues("customerio.mode=" + mode);
	}

}
