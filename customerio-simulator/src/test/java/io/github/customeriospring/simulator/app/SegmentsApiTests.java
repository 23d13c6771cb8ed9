package io.github.customeriospring.simulator.app;

import io.github.customeriospring.simulator.ApiTester;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SegmentsApi}.
 */
class SegmentsApiTests {

	private final ApiTester api = new ApiTester();

	@Test
	void segmentsAreCreatedToldAndDeleted() {
		assertThat(this.api.call("POST", "/v1/segments", "{\"segment\":{\"name\":\"VIP\",\"description\":\"d\"}}")
			.at("/segment/id")).isEqualTo("1");
		assertThat(get("/v1/segments").at("/segments/0/description")).isEqualTo("d");
		assertThat(get("/v1/segments").at("/segments/0/name")).isEqualTo("VIP");
		assertThat(get("/v1/segments/1").at("/segment/type")).isEqualTo("manual");
		assertThat(get("/v1/segments/1/used_by").at("/used_by/campaigns")).isEqualTo("[]");
		assertThat(this.api.call("DELETE", "/v1/segments/1").status()).isEqualTo(204);
		assertThat(get("/v1/segments/1").status()).isEqualTo(404);
		assertThat(this.api.call("POST", "/v1/segments", "{\"segment\":{}}").status()).isEqualTo(400);
		assertThat(this.api.call("POST", "/v1/segments", "{\"segment\":{\"name\":\" \"}}").status()).isEqualTo(400);
	}

	@Test
	void membershipIsToldInPagesAndOrder() {
		this.api.call("PUT", "/api/v1/customers/42", "{\"email\":\"a@example.com\"}");
		this.api.call("PUT", "/api/v1/customers/z", "{}");
		this.api.call("PUT", "/api/v1/customers/y", "{}");
		this.api.fixtures.segment(7, "VIP");
		this.api.call("POST", "/api/v1/segments/7/add_customers", "{\"ids\":[\"z\",\"y\"]}");
		this.api.call("POST", "/api/v1/segments/7/add_customers?id_type=email", "{\"ids\":[\"a@example.com\"]}");
		assertThat(get("/v1/segments/7/customer_count").at("/count")).isEqualTo("3");
		ApiTester.Answer first = get("/v1/segments/7/membership?limit=2");
		assertThat(first.at("/ids")).isEqualTo("[\"z\",\"y\"]");
		ApiTester.Answer second = get("/v1/segments/7/membership?limit=2&start=" + first.at("/next"));
		assertThat(second.at("/ids")).isEqualTo("[\"42\"]");
		assertThat(second.at("/identifiers/0/email")).isEqualTo("a@example.com");
		assertThat(second.at("/next")).isEmpty();
	}

	@Test
	void memberWithoutAnIdIsNotAmongTheIds() {
		this.api.call("PUT", "/api/v1/customers/b@example.com", "{}");
		this.api.fixtures.segment(7, "VIP");
		this.api.call("POST", "/api/v1/segments/7/add_customers?id_type=email", "{\"ids\":[\"b@example.com\"]}");
		ApiTester.Answer page = get("/v1/segments/7/membership?limit=30000");
		assertThat(page.body()).contains("\"ids\":null");
		assertThat(page.at("/identifiers/0/email")).isEqualTo("b@example.com");
		assertThat(get("/v1/segments/7/membership?limit=30001").status()).isEqualTo(400);
	}

	@Test
	void segmentGetsAnIdOfItsOwn() {
		this.api.fixtures.segment(7, "VIP");
		assertThat(this.api.call("POST", "/v1/segments", "{\"segment\":{\"name\":\"VIP\"}}").at("/segment/id"))
			.isEqualTo("8");
		this.api.workspace.reset();
		assertThat(this.api.call("POST", "/v1/segments", "{\"segment\":{\"name\":\"VIP\"}}").at("/segment/id"))
			.isEqualTo("1");
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
