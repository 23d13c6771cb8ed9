package io.github.customeriospring.actuate;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Quota;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CustomerIoEndpoint} over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=customerio", "customerio.queue.linger=1ms",
				"customerio.rate-limit.pause-without-retry-after=1ms", "spring.main.web-application-type=reactive" })
class CustomerIoEndpointTests {

	@RegisterExtension
	private static final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	@Autowired
	private ReactiveCustomerIoTemplate template;

	@Autowired
	private CustomerIoTransport transport;

	@Autowired
	private CustomerIoQueue queue;

	@Autowired
	private WaitingLines lines;

	private WebTestClient web = WebTestClient.bindToServer().build();

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("customerio.site-id", () -> SimulatedCustomerIo.SITE_ID);
		properties.add("customerio.api-key", () -> SimulatedCustomerIo.API_KEY);
		properties.add("customerio.app-api-key", () -> SimulatedCustomerIo.APP_API_KEY);
		properties.add("customerio.track.url", () -> customerIo.simulator().url());
		properties.add("customerio.app.url", () -> customerIo.simulator().url());
	}

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.web = WebTestClient.bindToServer().baseUrl("http://localhost:" + port + "/actuator/customerio").build();
		this.queue.resume();
		this.lines.forEach((line) -> {
			line.resume();
			line.changeLimit(100);
		});
	}

	@Test
	void stateShowsEveryQuotaAndTheQueue() {
		this.web.get()
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.quotas.keys()")
			.value((keys) -> assertThat(keys).asInstanceOf(InstanceOfAssertFactories.COLLECTION)
				.containsExactly("track", "transactional", "app", "broadcast"))
			.jsonPath("$.quotas.track.limit")
			.isEqualTo(100)
			.jsonPath("$.quotas.track.window")
			.isEqualTo("PT1S")
			.jsonPath("$.quotas.track.effectiveLimit")
			.isEqualTo(100)
			.jsonPath("$.quotas.track.waiting")
			.isEqualTo(0)
			.jsonPath("$.quotas.track.inFlight")
			.isEqualTo(0)
			.jsonPath("$.quotas.track.paused")
			.isEqualTo(false)
			.jsonPath("$.quotas.app.pauseRemaining")
			.isEqualTo("PT0S")
			.jsonPath("$.quotas.broadcast.window")
			.isEqualTo("PT10S")
			.jsonPath("$.quotas.broadcast.available")
			.isEqualTo(100)
			.jsonPath("$.queue.queued")
			.isEqualTo(0)
			.jsonPath("$.queue.paused")
			.isEqualTo(false);
	}

	@Test
	void pausedQuotaSendsNothingUntilResumed() {
		change("track", "{\"paused\": true}").isOk().expectBody().jsonPath("$.paused").isEqualTo(true);
		CompletableFuture<Void> call = this.template.identify("42", Map.of()).toFuture();
		get("$.quotas.track.waiting", 1);
		change("track", "{\"limit\": 60}").isOk().expectBody().jsonPath("$.paused").isEqualTo(true);
		assertThat(customerIo.simulator().person("42")).isNull();
		change("track", "{\"paused\": false}").isOk().expectBody().jsonPath("$.paused").isEqualTo(false);
		assertThat(call).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void pausedQueueSendsNothingUntilResumed() {
		change("queue", "{\"paused\": true}").isOk().expectBody().jsonPath("$.paused").isEqualTo(true);
		CompletableFuture<Void> operation = this.queue
			.add(TrackOperation.identify(Identifier.id("42"), Map.of("plan", "pro")));
		get("$.queue.queued", 1);
		change("queue", "{\"paused\": false}").isOk();
		assertThat(operation).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void changedLimitIsThatOfTheLimiter() {
		change("track", "{\"limit\": 50}").isOk()
			.expectBody()
			.jsonPath("$.limit")
			.isEqualTo(50)
			.jsonPath("$.effectiveLimit")
			.isEqualTo(50)
			.jsonPath("$.available")
			.value(Integer.class, (available) -> assertThat(available).isBetween(0, 50));
		assertThat(this.lines.line(Quota.TRACK).limiter().getRateLimiterConfig().getLimitForPeriod()).isEqualTo(50);
	}

	@Test
	void lastAnswerWith429IsShown() {
		customerIo.simulator().faults().next(1, Fault.tooManyRequests());
		this.transport.send(AppClient.request("segments", Quota.APP, HttpMethod.GET, "/v1/segments", null, true))
			.block(Duration.ofSeconds(20));
		this.web.get()
			.exchange()
			.expectBody()
			.jsonPath("$.quotas.app.lastThrottled")
			.value(String.class, (time) -> assertThat(time).matches("20\\d\\d-.*Z"))
			.jsonPath("$.quotas.broadcast.lastThrottled")
			.isEmpty()
			.jsonPath("$.quotas.app.limit")
			.isEqualTo(100)
			.jsonPath("$.quotas.app.effectiveLimit")
			.isEqualTo(100); // a stray one is forgiven
	}

	@Test
	void pauseThatCustomerIoAskedForIsShown() {
		customerIo.simulator().faults().next(1, Fault.tooManyRequests(Duration.ofHours(1)));
		Disposable call = this.transport
			.send(AppClient.request("send", Quota.TRANSACTIONAL, HttpMethod.GET, "/v1/segments", null, true))
			.subscribe();
		await().untilAsserted(() -> this.web.get()
			.exchange()
			.expectBody()
			.jsonPath("$.quotas.transactional.pauseRemaining")
			.value(String.class, (pause) -> assertThat(Duration.parse(pause)).isPositive()));
		call.dispose();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			nothing | {"paused": true} | 404
			queue   | {"limit": 5}     | 400
			track   | {"limit": "x"}   | 400
			track   | {"paused": "x"}  | 400
			""")
	void badRequestIsRefused(String target, String body, int status) {
		change(target, body).isEqualTo(status);
		assertThat(this.lines).noneMatch((line) -> line.isPaused());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					track   | {"limit": 0}                   | 'limit' must be from 1 to 100, was 0. Raise 'customerio.rate-limit.track.limit' for more
					track   | {"limit": 101}                 | 'limit' must be from 1 to 100, was 101. Raise 'customerio.rate-limit.track.limit' for more
					queue   | {"limit": 5}                   | The queue has no limit
					track   | {"pause": true}                | Unknown: pause. Give 'paused', 'limit' or both
					track   | {"paused": true, "limits": 5}  | Unknown: limits. Give 'paused', 'limit' or both
					track   | {}                             | Nothing to change. Give 'paused', 'limit' or both
					""",
			quoteCharacter = '`')
	void requestThatWouldChangeNothingIsRefusedWithTheReason(String target, String body, String reason) {
		change(target, body).isBadRequest().expectBody().jsonPath("$.error").isEqualTo(reason);
		assertThat(this.lines).noneMatch((line) -> line.isPaused());
	}

	@Test
	void stateShowsWhereCallsGoAndWhatBecameOfThem() {
		customerIo.simulator().faults().next(1, Fault.status(400, "{\"message\":\"no\"}"));
		this.template.identify("42", Map.of()).onErrorComplete().block(Duration.ofSeconds(20));
		this.template.identify("42", Map.of()).block(Duration.ofSeconds(20));
		this.web.get()
			.exchange()
			.expectBody()
			.jsonPath("$.connection.trackUrl")
			.isEqualTo(customerIo.simulator().url())
			.jsonPath("$.connection.appCredentials")
			.isEqualTo(true)
			.jsonPath("$.quotas.track.fillLevel")
			.isEqualTo(0.0)
			.jsonPath("$.queueFillLevel")
			.isEqualTo(0.0)
			.jsonPath("$.quotas.track.calls.accepted")
			.value(Integer.class, (accepted) -> assertThat(accepted).isPositive())
			.jsonPath("$.quotas.track.calls.failed")
			.value(Integer.class, (failed) -> assertThat(failed).isPositive())
			.jsonPath("$.quotas.track.calls.lastError.operation")
			.isEqualTo("person identify")
			.jsonPath("$.quotas.track.calls.lastError.message")
			.value(String.class, (message) -> assertThat(message).startsWith("Customer.io answered 400 to "));
	}

	private StatusAssertions change(String target, String body) {
		return this.web.post()
			.uri("/" + target)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus();
	}

	private void get(String path, Object value) {
		await().untilAsserted(() -> this.web.get().exchange().expectBody().jsonPath(path).isEqualTo(value));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
