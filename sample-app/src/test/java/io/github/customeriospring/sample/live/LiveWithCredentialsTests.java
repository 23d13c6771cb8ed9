package io.github.customeriospring.sample.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.customeriospring.app.broadcast.BroadcastTrigger;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With credentials the page shows and gives no work and no trouble.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "customerio.retry.base-delay=10ms")
@AutoConfigureCustomerIoSimulator
@AutoConfigureWebTestClient
class LiveWithCredentialsTests {

	@Autowired
	private WebTestClient web;

	@ParameterizedTest
	@CsvSource({ "burst, calls, 1", "queue, events, 1", "trouble, trouble, FAIL" })
	void workAndTroubleAreNotThere(String path, String name, String value) {
		this.web.post()
			.uri("/live/" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of(name, value))
			.exchange()
			.expectStatus()
			.isNotFound();
	}

	@Test
	void liveCountsWhatWasAcceptedAndThrottled(@Autowired ReactiveCustomerIoTemplate customerIo,
			@Autowired SimulatedCustomerIo simulator) {
		simulator.faults().next(1, Fault.status(400)).next(1, Fault.tooManyRequests());
		customerIo.identify("42", Map.of()).onErrorComplete().block();
		customerIo.identify("42", Map.of()).block();
		JsonNode snapshot = first((it) -> true);
		assertThat(snapshot.at("/simulation").isNull()).isTrue();
		assertThat(snapshot.at("/quotas/track/accepted").asInt()).isEqualTo(1);
		assertThat(snapshot.at("/quotas/track/throttled").asInt()).isEqualTo(1);
		assertThat(snapshot.at("/quotas/app/throttled").asInt()).isZero();
		assertThat(snapshot.at("/retries").asInt()).isEqualTo(1);
	}

	@Test
	void liveTellsTheMillisecondsOfAPauseThatCustomerIoAskedFor(@Autowired ReactiveCustomerIoTemplate customerIo,
			@Autowired SimulatedCustomerIo simulator) {
		simulator.faults().next(1, Fault.tooManyRequests(Duration.ofMinutes(3)));
		Disposable call = customerIo.broadcasts()
			.trigger(BroadcastTrigger.toEmails(12, List.of("jane@example.com")).ignoringMissingEmails())
			.subscribe((id) -> {
			}, (ex) -> {
			});
		JsonNode snapshot = first((it) -> it.at("/quotas/broadcast/pauseMillis").asLong() > 0);
		call.dispose();
		assertThat(snapshot.at("/quotas/broadcast/pauseMillis").asLong()).isBetween(100_000L, 180_000L);
		assertThat(snapshot.at("/quotas/broadcast/paused").asBoolean()).isFalse();
		assertThat(snapshot.at("/quotas/app/pauseMillis").asLong()).isZero();
	}

	private JsonNode first(Predicate<JsonNode> condition) {
		return this.web.get()
			.uri("/live")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.returnResult(JsonNode.class)
			.getResponseBody()
			.filter(condition)
			.blockFirst(Duration.ofSeconds(10));
	}

}
