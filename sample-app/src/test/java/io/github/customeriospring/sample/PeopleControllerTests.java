package io.github.customeriospring.sample;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoNotSentException.Reason;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.people=0", "customerio.retry.max-retries=1", "customerio.retry.base-delay=10ms" })
@AutoConfigureWebTestClient
class PeopleControllerTests {

	@Autowired
	private WebTestClient web;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@BeforeEach
	void reset() {
		this.customerIo.reset();
	}

	@Test
	void putIdentifies() {
		put("42", Map.of("plan", "pro")).expectStatus().isOk().expectBody().isEmpty();
		assertThat(this.customerIo.person("42")).isNotNull()
			.satisfies((person) -> assertThat(person.attributes()).containsEntry("plan", "pro"));
	}

	@Test
	void postEventsTracks() {
		this.web.post()
			.uri("/people/{id}/events", "42")
			.bodyValue(Map.of("name", "purchase", "data", Map.of("price", 9)))
			.exchange()
			.expectStatus()
			.isOk();
		assertThat(this.customerIo.events()).singleElement()
			.satisfies((event) -> assertThat(event.name()).isEqualTo("purchase"));
	}

	@Test
	void postEventsWithoutPersonTracksAnonymously() {
		this.web.post()
			.uri("/events")
			.bodyValue(Map.of("name", "visit", "anonymousId", "a1"))
			.exchange()
			.expectStatus()
			.isOk();
		assertThat(this.customerIo.events()).hasSize(1);
	}

	@Test
	void deleteDeletesAndSuppressSuppresses() {
		put("1", Map.of()).expectStatus().isOk();
		this.web.delete().uri("/people/{id}", "1").exchange().expectStatus().isOk();
		this.web.post().uri("/people/{id}/suppress", "2").exchange().expectStatus().isOk();
		assertThat(this.customerIo.people()).doesNotContainKey("1");
		assertThat(this.customerIo.requests()).extracting((request) -> request.body().contains("\"suppress\""))
			.contains(true);
	}

	@Test
	void badInputIsAProblemWithoutARequest() {
		put("x".repeat(151), Map.of()).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("'id' must have at most 150 bytes of UTF-8, has 151");
		assertThat(this.customerIo.requests()).isEmpty();
	}

	@Test
	void refusalOfCustomerIoIsAProblem() {
		this.customerIo.faults().next(1, Fault.status(400));
		put("42", Map.of()).expectStatus()
			.isEqualTo(502)
			.expectBody()
			.jsonPath("$.title")
			.isEqualTo("Not accepted by Customer.io")
			.jsonPath("$.deliveryUnknown")
			.isEqualTo(false);
	}

	@Test
	void noAnswerIsAProblemThatSaysSo() {
		this.customerIo.faults().next(2, Fault.acceptThenReset());
		put("42", Map.of()).expectStatus().isEqualTo(504).expectBody().jsonPath("$.deliveryUnknown").isEqualTo(true);
	}

	@Test
	void refusalOfTheClientNamesItsReason() {
		CustomerIoException ex = new CustomerIoNotSentException(Reason.LINE_FULL, "full");
		assertThat(new ProblemAdvice().handle(ex)).satisfies((problem) -> {
			assertThat(problem.getStatus()).isEqualTo(503);
			assertThat(problem.getProperties()).containsEntry("reason", Reason.LINE_FULL);
		});
	}

	private WebTestClient.ResponseSpec put(String id, Map<String, Object> attributes) {
		return this.web.mutate()
			.responseTimeout(Duration.ofSeconds(20))
			.build()
			.put()
			.uri("/people/{id}", id)
			.bodyValue(attributes)
			.exchange();
	}

}
