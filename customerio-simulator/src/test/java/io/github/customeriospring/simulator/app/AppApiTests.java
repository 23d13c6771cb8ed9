package io.github.customeriospring.simulator.app;

import io.github.customeriospring.simulator.ApiTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AppApi}.
 */
class AppApiTests {

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@CsvSource({ "activities, activities", "campaigns, campaigns", "broadcasts, broadcasts", "collections, collections",
			"messages, messages", "newsletters, newsletters", "object_types, types",
			"sender_identities, sender_identities", "snippets, snippets", "subscription_topics, topics",
			"transactional, messages" })
	void listsWhenThereIsNothingAreEmpty(String path, String name) {
		assertThat(get("/v1/" + path).status()).isEqualTo(200);
		assertThat(get("/v1/" + path).body()).contains("\"" + name + "\":[]");
	}

	@Test
	void callWhenQueryIsNotEncodedIsRejected() {
		assertThat(get("/v1/customers?email=%4").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/customers/nobody/attributes", "/v1/segments/x", "/v1/messages/nothing",
			"/v1/collections/9", "/v1/newsletters/9", "/v1/exports/9", "/v1/campaigns/9/triggers/9" })
	void callWhenNothingIsThereIsNotFoundInItsEnvelope(String path) {
		assertThat(get(path))
			.isEqualTo(new ApiTester.Answer(404, "{\"errors\":[{\"detail\":\"not found\",\"status\":\"404\"}]}"));
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
