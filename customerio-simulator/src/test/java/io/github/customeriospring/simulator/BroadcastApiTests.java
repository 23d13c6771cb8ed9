package io.github.customeriospring.simulator;

import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BroadcastApi}.
 */
class BroadcastApiTests {

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"data\":{\"a\":1}}", "{\"recipients\":{\"segment\":{\"id\":7}}}",
			"{\"emails\":[\"a@example.com\"],\"email_ignore_missing\":true,\"email_add_duplicates\":true}",
			"{\"ids\":[\"1\"],\"id_ignore_missing\":true}", "{\"per_user_data\":[{\"id\":\"1\",\"data\":{}}]}",
			"{\"data_file_url\":\"https://example.com/data\"}" })
	void triggerWhenValidAnswersWithAnId(String body) {
		assertThat(trigger(body)).isEqualTo(new ApiTester.Answer(200, "{\"id\":1}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"recipients\":{}}", "{\"ids\":[]}", "{\"ids\":[\"1\"],\"emails\":[\"a\"]}",
			"{\"ids\":[\"1\"],\"email_ignore_missing\":true}", "{\"emails\":[\"a\"],\"id_ignore_missing\":true}" })
	void triggerWhenInvalidIsRejectedWithTheTriggersId(String body) {
		ApiTester.Answer answer = trigger(body);
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.body()).contains("(trigger 1)", "\"status\":\"422\"");
	}

	@Test
	void triggerWhenThereAreTooManyIdsIsRejected() {
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
	void statusAndErrorsAreTold() {
		trigger("{}");
		assertThat(this.api.call("GET", "/v1/campaigns/12/triggers/1").body()).contains("\"id\":1",
				"\"broadcast_id\":12");
		assertThat(this.api.call("GET", "/v1/campaigns/12/triggers/1/errors").body()).contains("\"errors\":[]");
		assertThat(this.api.call("GET", "/v1/campaigns/12/triggers/2").status()).isEqualTo(404);
		assertThat(this.api.call("GET", "/v1/campaigns/13/triggers/1").status()).isEqualTo(404);
	}

	@Test
	void triggerWhenCampaignIsNoNumberIsNotFound() {
		assertThat(this.api.call("POST", "/v1/campaigns/abc/triggers", "{}").status()).isEqualTo(404);
	}

	private ApiTester.Answer trigger(String body) {
		return this.api.call("POST", "/v1/campaigns/12/triggers", body);
	}

}
