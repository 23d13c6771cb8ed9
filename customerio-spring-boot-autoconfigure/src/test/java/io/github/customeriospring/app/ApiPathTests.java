package io.github.customeriospring.app;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.Quota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApiPathTests {

	@ParameterizedTest
	@CsvSource({ "POST, /api/v2/entity, TRACK, false", "PUT, /api/v1/customers/1, TRACK, true",
			"POST, /unsubscribe/1, TRACK, false", "POST, /v1/send/email, TRANSACTIONAL, false",
			"POST, /v1/send/fax, TRANSACTIONAL, false", "POST, /v1/campaigns/12/triggers, BROADCAST, false",
			"GET, /v1/campaigns/12/triggers, APP, true", "GET, /v1/campaigns/12/triggers/3, APP, true",
			"POST, /v1/newsletters/12/send, APP, false", "GET, /v1/exports, APP, true", "HEAD, /v1/exports, APP, true",
			"PUT, /v1/snippets, APP, true", "DELETE, /v1/snippets/a, APP, true", "OPTIONS, /v1/exports, APP, true",
			"PATCH, /v1/exports, APP, false", "POST, /v1/customers, APP, true",
			"POST, /v1/customers?limit=2, APP, true", "POST, /v1/customers/attributes, APP, true",
			"POST, /v1/objects, APP, true", "POST, /v1/segments, APP, false",
			"POST, /v1/campaigns/12/triggers?x=1, BROADCAST, false" })
	void requestCountsAgainstTheQuotaOfItsPath(String method, String path, Quota quota, boolean idempotent) {
		CustomerIoRequest request = AppClient.request(HttpMethod.valueOf(method), path, null);
		assertThat(request.quota()).isEqualTo(quota);
		assertThat(request.idempotent()).isEqualTo(idempotent);
		assertThat(request.path()).isEqualTo(path);
	}

	@Test
	void triggerWhoseNumberIsAVariableIsABroadcast() {
		assertThat(AppClient.request(HttpMethod.POST, "/v1/campaigns/{id}/triggers", null, 12).quota())
			.isEqualTo(Quota.BROADCAST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "v1/segments", "/v2/segments", "//api.example.com/v1/", "https://api.customer.io/v1/",
			"/v1", "/v1/customers?email=jane@example.com", "/v1/esp/search_suppression/jane%40example.com" })
	void pathOfNoApiOrWithAPersonIsRefused(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> AppClient.request(HttpMethod.GET, path, null))
			.withMessageStartingWith("'path' must ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("jane"));
	}

	@Test
	void variablesMustBeAsManyAsThoseOfThePath() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AppClient.request(HttpMethod.GET, "/v1/segments/{id}?limit={limit}", null, 7))
			.withMessage("'/v1/segments/{id}?limit={limit}' has 2 variables, got 1");
	}

}
