package io.github.customeriospring.sample.live;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

import io.github.customeriospring.Quota;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.people=0")
@AutoConfigureWebTestClient
class LiveControllerTests {

	@Autowired
	private WebTestClient web;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@BeforeEach
	void reset() {
		this.customerIo.reset();
	}

	@Test
	void getRootShowsThePageAndAllowsNothingFromElsewhere() {
		this.web.get()
			.uri("/")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.value("Content-Security-Policy",
					(policy) -> assertThat(policy).startsWith("default-src 'none'")
						.doesNotContain("unsafe", "http")
						.contains("frame-ancestors 'none'"))
			.expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff")
			.expectHeader()
			.valueEquals("Referrer-Policy", "no-referrer")
			.expectBody(String.class)
			.value((page) -> assertThat(page).doesNotContain("http://www", "https://", "//cdn"));
	}

	@Test
	void getChartLibraryIsServedFromItsWebjar() {
		this.web.get().uri("/webjars/chart.js/dist/chart.umd.min.js").exchange().expectStatus().isOk();
	}

	@Test
	void liveTellsLimitsAtOnce() {
		JsonNode track = first((snapshot) -> true).at("/quotas/track");
		assertThat(track.at("/limit").asInt()).isEqualTo(100);
		assertThat(track.at("/effectiveLimit").asInt()).isEqualTo(100);
		assertThat(track.at("/windowMillis").asInt()).isEqualTo(1000);
		assertThat(track.at("/paused").asBoolean()).isFalse();
	}

	@Test
	void burstIsCountedUntilAllAreAccepted() {
		post("/live/burst", Map.of("calls", 20, "compare", false)).expectStatus().isAccepted();
		JsonNode snapshot = first((it) -> it.at("/simulation/burst/accepted").asInt() == 20);
		assertThat(snapshot.at("/simulation/burst/lost").asInt()).isZero();
		assertThat(snapshot.at("/simulation/fixedWindow").isNull()).isTrue();
		assertThat(snapshot.at("/simulation/fixedWindowPerSecond").asDouble()).isZero();
		assertThat(this.customerIo.people()).hasSize(20);
	}

	@Test
	void burstWhenComparedIsSentByBothClientsToServersOfTheirOwn() {
		post("/live/burst", Map.of("calls", 10, "compare", true)).expectStatus().isAccepted();
		JsonNode snapshot = first((it) -> it.at("/simulation/fixedWindow/accepted").asInt() == 10
				&& it.at("/simulation/burst/accepted").asInt() == 10);
		assertThat(snapshot.at("/simulation/fixedWindow/calls").asInt()).isEqualTo(10);
		assertThat(this.customerIo.requests()).hasSize(10);
	}

	@Test
	void burstWhenTheFixedWindowLosesAllTellsTheTwoApart(
			@Autowired @Qualifier("rivalCustomerIo") SimulatedCustomerIo rival) {
		rival.faults().random(1, Fault.status(400), 1);
		try {
			post("/live/burst", Map.of("calls", 5, "compare", true)).expectStatus().isAccepted();
			JsonNode snapshot = first((it) -> it.at("/simulation/fixedWindow/lost").asInt() == 5
					&& it.at("/simulation/burst/accepted").asInt() == 5);
			assertThat(snapshot.at("/simulation/fixedWindow/accepted").asInt()).isZero();
		}
		finally {
			rival.faults().clear();
		}
	}

	@Test
	void burstWhenTheApplicationShutsDownEnds(@Autowired ReactiveCustomerIoTemplate template,
			@Autowired CustomerIoQueue queue, @Autowired WaitingLines lines) {
		Load load = new Load(template, queue, new FixedWindowClient(WebClient.builder(), this.customerIo.url()),
				new Bursts());
		lines.line(Quota.TRACK).pause();
		try {
			StepVerifier.create(load.burst(3, false)).then(load::close).expectComplete().verify(Duration.ofSeconds(20));
			assertThat(lines.line(Quota.TRACK).waiting()).isZero();
		}
		finally {
			lines.line(Quota.TRACK).resume();
		}
	}

	@Test
	void queueIsSentInBatches(@Autowired CustomerIoQueue queue) {
		JsonNode before = first((snapshot) -> true);
		int sent = before.at("/queue/sent").asInt();
		queue.pause();
		post("/live/queue", Map.of("events", 2_500)).expectStatus().isAccepted();
		first((it) -> it.at("/queue/queued").asInt() == 2_500);
		queue.resume();
		JsonNode after = first((it) -> it.at("/queue/sent").asInt() == sent + 2_500);
		assertThat(after.at("/batches").asInt() - before.at("/batches").asInt()).isEqualTo(3);
		assertThat(after.at("/operations").asInt() - before.at("/operations").asInt()).isEqualTo(2_500);
		assertThat(this.customerIo.events()).hasSize(2_500);
	}

	@Test
	void troubleIsShownWithTheTimeThatItHasLeft() {
		post("/live/trouble", Map.of("trouble", "JITTER")).expectStatus().isAccepted();
		JsonNode snapshot = first((it) -> it.at("/simulation/troubles").has("JITTER"));
		assertThat(snapshot.at("/simulation/troubles/JITTER").asInt()).isBetween(0, 10_000);
	}

	@Test
	void pauseThroughTheActuatorIsShown(@Autowired WaitingLines lines, @Autowired CustomerIoQueue queue) {
		try {
			post("/actuator/customerio/track", Map.of("paused", true)).expectStatus().isOk();
			post("/actuator/customerio/queue", Map.of("paused", true)).expectStatus().isOk();
			assertThat(first((it) -> it.at("/quotas/track/paused").asBoolean()).at("/queue/paused").asBoolean())
				.isTrue();
		}
		finally {
			lines.forEach((line) -> line.resume());
			queue.resume();
		}
	}

	@Test
	void burstWhenOutOfBoundsIsRefusedWithTheBound() {
		post("/live/burst", Map.of("calls", 5_001, "compare", false)).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("'calls' must be between 1 and 5000, was 5001");
		post("/live/queue", Map.of("events", 0)).expectStatus().isBadRequest();
	}

	@Test
	void burstWhenSentByAFormOfAnotherSiteIsRefused() {
		this.web.post()
			.uri("/live/burst")
			.contentType(MediaType.TEXT_PLAIN)
			.bodyValue("{\"calls\":10,\"compare\":false}")
			.exchange()
			.expectStatus()
			.isEqualTo(415);
	}

	private WebTestClient.ResponseSpec post(String path, Map<String, ?> body) {
		return this.web.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
	}

	private JsonNode first(Predicate<JsonNode> condition) {
		return this.web.get()
			.uri("/live")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(JsonNode.class)
			.getResponseBody()
			.filter(condition)
			.blockFirst(Duration.ofSeconds(30));
	}

}
