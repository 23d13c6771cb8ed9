package io.github.customeriospring.simulator.messages;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BroadcastApi} and {@link BroadcastRules}.
 */
class BroadcastApiTests {

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"data\":{\"a\":1}}", "{\"recipients\":{\"segment\":{\"id\":7}}}",
			"{\"emails\":[\"a@example.com\"],\"email_ignore_missing\":true,\"email_add_duplicates\":true}",
			"{\"ids\":[\"1\"],\"id_ignore_missing\":true}", "{\"per_user_data\":[{\"id\":\"1\",\"data\":{}}]}",
			"{\"data_file_url\":\"https://example.com/data\"}" })
	void triggerWhenValidAnswersWithAnId(String body) {
		this.api.call("PUT", "/api/v1/customers/1", "{}");
		assertThat(trigger(body)).isEqualTo(new ApiTester.Answer(200, "{\"id\":1}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"recipients\":{}}", "{\"ids\":[]}", "{\"ids\":[\"1\"],\"emails\":[\"a\"]}",
			"{\"ids\":[\"1\"],\"email_ignore_missing\":true}", "{\"ids\":[\"1\"],\"id_ignore_missing\":1}",
			"{\"ids\":[true]}", "{\"ids\":[\" \"]}", "{\"ids\":[\"1\"],\"email_add_duplicates\":true}",
			"{\"per_user_data\":[{\"id\":\"1\",\"data\":[]}]}", "{\"recipients\":{\"everybody\":true}}",
			"{\"data\":[]}", "{\"data_file_url\":\"data.json\"}", "{\"per_user_data\":[{\"data\":{}}]}",
			"{\"per_user_data\":[{\"id\":\"1\",\"email\":\"a\"}]}", "{\"emails\":[\"a\"],\"id_ignore_missing\":true}" })
	void triggerWhenInvalidIsRejectedWithTheTriggersId(String body) {
		ApiTester.Answer answer = trigger(body);
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.body()).contains("for trigger 1\"", "\"status\":\"422\"");
	}

	@Test
	void triggerWhenThereAreTooManyIdsIsRejected() {
		this.api.call("PUT", "/api/v1/customers/1", "{}");
		assertThat(trigger("{\"ids\":[" + String.join(",", Collections.nCopies(10_000, "\"1\"")) + "]}").status())
			.isEqualTo(200);
		assertThat(trigger("{\"ids\":[" + String.join(",", Collections.nCopies(10_001, "\"1\"")) + "]}").status())
			.isEqualTo(422);
	}

	@Test
	void triggerWhenDataIsTooLargeIsRejected() {
		assertThat(trigger("{\"data\":{\"a\":\"" + "x".repeat(49_992) + "\"}}").status()).isEqualTo(200);
		assertThat(trigger("{\"data\":{\"a\":\"" + "x".repeat(49_993) + "\"}}").status()).isEqualTo(422);
	}

	@Test
	void triggerWhenPayloadIsTooLargeIsRejected() {
		assertThat(trigger("{}" + " ".repeat(24_999_998)).status()).isEqualTo(200);
		assertThat(trigger("{}" + " ".repeat(24_999_999)).status()).isEqualTo(413);
	}

	@Test
	void statusAndErrorsAreTold() {
		trigger("{}");
		assertThat(this.api.call("GET", "/v1/campaigns/12/triggers/1").body()).contains("\"id\":1",
				"\"broadcast_id\":12");
		assertThat(this.api.call("GET", "/v1/campaigns/12/triggers/1/errors").body()).contains("\"errors\":[]");
		assertThat(this.api.call("GET", "/v1/campaigns/12/triggers/2").status()).isEqualTo(404);
		assertThat(this.api.call("GET", "/v1/campaigns/13/triggers/1").status()).isEqualTo(404);
	}

	@Test
	void triggerWhenFiveAreInTheQueueIsRefusedUntilOneIsProcessed() {
		this.api.fixtures.broadcastProcessing(Duration.ofSeconds(60));
		for (int i = 0; i < 5; i++) {
			assertThat(trigger("{}").status()).isEqualTo(200);
		}
		assertThat(trigger("{}").status()).isEqualTo(429);
		this.api.clock.advance(Duration.ofSeconds(59));
		assertThat(trigger("{}").status()).isEqualTo(429);
		assertThat(status(1).at("/processed_at")).isEmpty();
		this.api.clock.advance(Duration.ofSeconds(1));
		assertThat(trigger("{}").at("/id")).isEqualTo("6");
		assertThat(status(1).at("/processed_at")).isEqualTo(Long.toString(ApiTester.NOW + 60));
		this.api.clock.advance(Duration.ofSeconds(299));
		assertThat(status(6).at("/processed_at")).isEmpty();
		this.api.clock.advance(Duration.ofSeconds(1));
		assertThat(status(6).at("/processed_at")).isEqualTo(Long.toString(ApiTester.NOW + 360));
	}

	@Test
	void triggerWhenInvalidTakesNoPlaceInTheQueue() {
		this.api.fixtures.broadcastProcessing(Duration.ofSeconds(60));
		for (int i = 0; i < 5; i++) {
			assertThat(trigger("{\"ids\":[]}").status()).isEqualTo(422);
		}
		assertThat(trigger("{}").status()).isEqualTo(200);
	}

	@Test
	void queueIsThatOfAllBroadcasts() {
		this.api.fixtures.broadcastProcessing(Duration.ofSeconds(60));
		for (int i = 0; i < 5; i++) {
			trigger("{}");
		}
		assertThat(this.api.call("POST", "/v1/campaigns/13/triggers", "{}").status()).isEqualTo(429);
	}

	@Test
	void triggerWhenBroadcastsAreListedMustNameOne() {
		this.api.fixtures.add(SimulatedResource.BROADCAST, 13, Map.of());
		assertThat(trigger("{}").status()).isEqualTo(404);
		assertThat(this.api.call("POST", "/v1/campaigns/13/triggers", "{}").status()).isEqualTo(200);
		assertThat(this.api.call("GET", "/v1/broadcasts/13/triggers").at("/triggers/0/id")).isEqualTo("1");
		assertThat(this.api.call("GET", "/v1/broadcasts/12/triggers").at("/triggers")).isEqualTo("[]");
		assertThat(this.api.call("POST", "/v1/broadcasts/13/triggers", "{}").status()).isEqualTo(404);
	}

	@Test
	void errorsAreThoseOfTheRefusalOrOfTheFixture() {
		this.api.fixtures.triggerErrors(2, List.of("line 1: no such person", "line 2: no such person"));
		trigger("{\"ids\":[]}");
		trigger("{}");
		assertThat(errors("1/errors").at("/errors/0")).contains("ids must have");
		ApiTester.Answer page = errors("2/errors?limit=1");
		assertThat(page.at("/errors")).isEqualTo("[\"line 1: no such person\"]");
		assertThat(page.body()).contains("\"next\":1");
		ApiTester.Answer last = errors("2/errors?limit=1&start=1");
		assertThat(last.at("/errors/0")).startsWith("line 2");
		assertThat(last.body()).contains("\"next\":0");
	}

	@Test
	void triggerWhenCampaignIsNoNumberIsNotFound() {
		assertThat(this.api.call("POST", "/v1/campaigns/abc/triggers", "{}").status()).isEqualTo(404);
	}

	private ApiTester.Answer status(int trigger) {
		return this.api.call("GET", "/v1/campaigns/12/triggers/" + trigger);
	}

	private ApiTester.Answer errors(String path) {
		return this.api.call("GET", "/v1/campaigns/12/triggers/" + path);
	}

	private ApiTester.Answer trigger(String body) {
		return this.api.call("POST", "/v1/campaigns/12/triggers", body);
	}

}
