package io.github.customeriospring.simulator.app;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.workspace.AudienceFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CustomersApi}, {@link AudienceFilter} and {@link Page}.
 */
class CustomersApiTests {

	private final ApiTester api = new ApiTester();

	@BeforeEach
	void identify() {
		this.api.call("PUT", "/api/v1/customers/42", "{\"email\":\"a@example.com\",\"plan\":\"pro\"}");
		this.api.call("PUT", "/api/v1/customers/43", "{\"plan\":\"free\"}");
	}

	@Test
	void byEmailFindsWhoHasIt() {
		assertThat(this.api.call("GET", "/v1/customers?email=a%40example.com").body())
			.isEqualTo("{\"results\":[{\"cio_id\":\"30000000001\",\"id\":\"42\",\"email\":\"a@example.com\"}]}");
		assertThat(this.api.call("GET", "/v1/customers?email=b%40example.com").body()).isEqualTo("{\"results\":[]}");
		assertThat(this.api.call("GET", "/v1/customers").status()).isEqualTo(400);
	}

	@Test
	void attributesAreToldForThoseWhoExist() {
		ApiTester.Answer answer = post("/v1/customers/attributes", "{\"ids\":[\"42\",\"nobody\"]}");
		assertThat(answer.at("/customers/0/attributes/plan")).isEqualTo("pro");
		assertThat(answer.at("/customers/1")).isEmpty();
		assertThat(post("/v1/customers/attributes", "{\"ids\":[]}").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
			"{\"attribute\":{\"field\":\"plan\",\"operator\":\"eq\",\"value\":\"pro\"}}; [\"42\"]",
			"{\"attribute\":{\"field\":\"plan\",\"operator\":\"exists\"}}; [\"42\",\"43\"]",
			"{\"not\":{\"attribute\":{\"field\":\"email\",\"operator\":\"exists\"}}}; [\"43\"]",
			"{\"and\":[{\"attribute\":{\"field\":\"plan\",\"operator\":\"exists\"}},{\"segment\":{\"id\":1}}]}; [\"43\"]",
			"{\"or\":[{\"segment\":{\"id\":1}},{\"segment\":{\"id\":2}}]}; [\"43\"]" })
	void searchFindsWhoMatches(String filter, String ids) {
		this.api.fixtures.segment(1, "VIP");
		this.api.call("POST", "/api/v1/segments/1/add_customers", "{\"ids\":[\"43\"]}");
		assertThat(search("", filter).at("/ids")).isEqualTo(ids);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{}", "[]", "{\"and\":[]}", "{\"and\":[{}]}", "{\"or\":{}}", "{\"not\":[]}",
			"{\"not\":{\"not\":{\"segment\":{\"id\":1}}}}", "{\"segment\":7}", "{\"segment\":{\"id\":\"7\"}}",
			"{\"attribute\":{\"operator\":\"exists\"}}",
			"{\"attribute\":{\"field\":\"a\",\"operator\":\"gt\",\"value\":\"1\"}}",
			"{\"attribute\":{\"field\":\"a\",\"operator\":\"eq\"}}", "{\"else\":{}}",
			"{\"segment\":{\"id\":1},\"not\":{\"segment\":{\"id\":2}}}" })
	void searchWhenFilterIsInvalidIsRejected(String filter) {
		assertThat(search("", filter).status()).isEqualTo(400);
	}

	@Test
	void searchWhenThereAreMorePagesTellsTheCursorOfTheNext() {
		String everybody = "{\"attribute\":{\"field\":\"plan\",\"operator\":\"exists\"}}";
		ApiTester.Answer first = search("?limit=1", everybody);
		assertThat(first.at("/ids")).isEqualTo("[\"42\"]");
		assertThat(first.at("/next")).isEqualTo("MQ==");
		ApiTester.Answer second = search("?limit=1&start=MQ%3D%3D", everybody);
		assertThat(second.at("/ids")).isEqualTo("[\"43\"]");
		assertThat(second.at("/next")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=1001", "limit=x", "start=%21", "start=YQ%3D%3D",
			"start=NDI5NDk2NzI5NQ%3D%3D" })
	void searchWhenPageIsInvalidIsRejected(String query) {
		assertThat(search("?" + query, "{\"segment\":{\"id\":1}}").status()).isEqualTo(400);
	}

	private ApiTester.Answer search(String query, String filter) {
		return post("/v1/customers" + query, "{\"filter\":" + filter + "}");
	}

	private ApiTester.Answer post(String uri, String body) {
		return this.api.call("POST", uri, body);
	}

}
