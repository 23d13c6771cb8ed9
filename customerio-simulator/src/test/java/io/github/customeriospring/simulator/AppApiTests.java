package io.github.customeriospring.simulator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AppApi} and {@link CustomersApi}.
 */
class AppApiTests {

	private final ApiTester api = new ApiTester();

	@BeforeEach
	void identify() {
		this.api.call("PUT", "/api/v1/customers/42",
				"{\"email\":\"a@example.com\",\"plan\":\"pro\",\"_timestamp\":1700000001}");
		this.api.call("PUT", "/api/v1/customers/43", "{\"plan\":\"free\"}");
	}

	@Test
	void customersByEmailAreFound() {
		assertThat(get("/v1/customers?email=a%40example.com").body())
			.isEqualTo("{\"results\":[{\"cio_id\":\"30000000001\",\"id\":\"42\",\"email\":\"a@example.com\"}]}");
		assertThat(get("/v1/customers?email=b%40example.com").body()).isEqualTo("{\"results\":[]}");
	}

	@Test
	void attributesOfACustomerAreTold() {
		assertThat(get("/v1/customers/42/attributes").body()).contains("\"plan\":\"pro\"", "\"plan\":1700000001",
				"\"unsubscribed\":false");
		assertThat(get("/v1/customers/a@example.com/attributes?id_type=email").body()).contains("\"id\":\"42\"");
		assertThat(get("/v1/customers/a@example.com/attributes").status()).isEqualTo(404);
	}

	@Test
	void attributesOfCustomersAreToldForThoseWhoExist() {
		assertThat(post("/v1/customers/attributes", "{\"ids\":[\"42\",\"nobody\"]}").body()).contains("\"pro\"");
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
		this.api.call("POST", "/api/v1/segments/1/add_customers", "{\"ids\":[\"43\"]}");
		assertThat(post("/v1/customers", "{\"filter\":" + filter + "}").body()).contains("\"ids\":" + ids);
	}

	@Test
	void segmentsAreCreatedToldAndDeleted() {
		assertThat(post("/v1/segments", "{\"segment\":{\"name\":\"VIP\"}}").body()).contains("\"id\":1",
				"\"name\":\"VIP\"");
		this.api.call("POST", "/api/v1/segments/1/add_customers", "{\"ids\":[\"42\"]}");
		assertThat(get("/v1/segments").body()).contains("\"VIP\"");
		assertThat(get("/v1/segments/1").body()).contains("\"VIP\"");
		assertThat(get("/v1/segments/1/customer_count").body()).isEqualTo("{\"count\":1}");
		assertThat(get("/v1/segments/1/membership").body()).contains("\"ids\":[\"42\"]");
		assertThat(get("/v1/customers/42/segments").body()).contains("\"VIP\"");
		assertThat(this.api.call("DELETE", "/v1/segments/1").status()).isEqualTo(204);
		assertThat(get("/v1/segments/1").status()).isEqualTo(404);
		assertThat(post("/v1/segments", "{\"segment\":{}}").status()).isEqualTo(400);
	}

	@Test
	void exportsAreCreatedAndTold() {
		assertThat(post("/v1/exports/customers", "{}").body()).contains("\"id\":1", "\"status\":\"done\"");
		assertThat(get("/v1/exports").body()).contains("\"type\":\"customers\"");
		assertThat(get("/v1/exports/1").body()).contains("\"export\"");
		assertThat(get("/v1/exports/1/download").body()).contains("\"url\"");
		assertThat(get("/v1/exports/2").status()).isEqualTo(404);
		assertThat(post("/v1/exports/others", "{}").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "campaigns", "broadcasts", "newsletters", "transactional", "workspaces" })
	void listsAreTold(String name) {
		assertThat(get("/v1/" + name).body()).startsWith("{\"" + name + "\":[");
	}

	@Test
	void callWhenQueryIsNotEncodedIsRejected() {
		assertThat(get("/v1/customers?email=%4").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/nothing", "/v1/", "/v1", "/v1/customers/nobody/attributes", "/v1/segments/x",
			"/v1/customers/42/nothing" })
	void callWhenUnknownIsNotFoundInItsEnvelope(String path) {
		assertThat(get(path))
			.isEqualTo(new ApiTester.Answer(404, "{\"errors\":[{\"detail\":\"not found\",\"status\":\"404\"}]}"));
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

	private ApiTester.Answer post(String uri, String body) {
		return this.api.call("POST", uri, body);
	}

}
