package io.github.customeriospring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link CustomerIoRequest} and {@link CustomerIoResponse}.
 */
class CustomerIoRequestTests {

	private static final byte[] BODY = "{\"city\":\"Köln\"}".getBytes(StandardCharsets.UTF_8);

	@Test
	void trackIsARepeatableInteractivePost() {
		CustomerIoRequest request = CustomerIoRequest.track("person identify", "/api/v2/entity", BODY);
		assertThat(request.quota()).isEqualTo(Quota.TRACK);
		assertThat(request.method()).isEqualTo(HttpMethod.POST);
		assertThat(request.variables()).isEmpty();
		assertThat(request.priority()).isEqualTo(Priority.INTERACTIVE);
		assertThat(request.idempotent()).isTrue();
		assertThat(request.attempt()).isOne();
		assertThat(request.bodyAsString()).isEqualTo("{\"city\":\"Köln\"}");
	}

	@Test
	void toStringHasNeitherVariablesNorBody() {
		assertThat(get("/v1/customers/{id}", "jane@example.com"))
			.hasToString("query (GET /v1/customers/{id}, quota app, attempt 1)");
		assertThat(CustomerIoRequest.track("person identify", "/api/v2/entity", BODY).withAttempt(3))
			.hasToString("person identify (POST /api/v2/entity, quota track, attempt 3)");
	}

	@Test
	void bodyAsStringWhenThereIsNoneIsEmpty() {
		assertThat(get("/v1/segments").bodyAsString()).isEmpty();
	}

	@Test
	void withAttemptChangesTheAttemptOnly() {
		CustomerIoRequest request = get("/v1/customers/{id}", "42");
		assertThat(request.withAttempt(2)).isEqualTo(new CustomerIoRequest("query", Quota.APP, HttpMethod.GET,
				"/v1/customers/{id}", List.of("42"), null, Priority.QUEUED, false, 2));
		assertThat(request.withAttempt(1)).isSameAs(request);
	}

	@Test
	void withPriorityChangesThePriorityOnly() {
		CustomerIoRequest request = get("/v1/customers/{id}", "42");
		assertThat(request.withPriority(Priority.BULK)).isEqualTo(new CustomerIoRequest("query", Quota.APP,
				HttpMethod.GET, "/v1/customers/{id}", List.of("42"), null, Priority.BULK, false, 1));
	}

	@Test
	void variablesAreCopied() {
		List<Object> variables = new ArrayList<>(List.of("42"));
		CustomerIoRequest request = new CustomerIoRequest("query", Quota.APP, HttpMethod.GET, "/v1/customers/{id}",
				variables, null, Priority.INTERACTIVE, true, 1);
		variables.set(0, "43");
		assertThat(request.variables()).containsExactly("42");
	}

	@Test
	void constructorWhenIncompleteIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CustomerIoRequest.track("", "/x", BODY))
			.withMessage("'operation' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> CustomerIoRequest.track("x", "https://x", BODY))
			.withMessage("'path' must start with '/', was 'https://x'");
		assertThatIllegalArgumentException().isThrownBy(() -> get("/x").withAttempt(0))
			.withMessage("'attempt' must be positive, was 0");
		assertThatNullPointerException().isThrownBy(() -> get("/x/{id}", (Object) null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", ".." })
	void variableWhenServersWouldShortenThePathIsRefused(String value) {
		String message = "A variable of '/v1/segments/{id}/x/{y}?start={start}' must not be empty, '.' or '..', was '"
				+ value + "'";
		assertThatIllegalArgumentException().isThrownBy(() -> get("/v1/segments/{id}/x/{y}?start={start}", value, 1, 1))
			.withMessage(message);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> get("/v1/segments/{id}/x/{y}?start={start}", 1, new StringBuilder(value), 1))
			.withMessage(message);
		assertThat(get("/v1/segments/{id}/x/{y}?start={start}", 1, 2, value).variables()).containsExactly(1, 2, value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "...", ".a", "a..", "../..", "%2e", "/", " ", "a/../b" })
	void variableWhenItOnlyLooksSpecialIsAccepted(String value) {
		assertThat(get("/v1/customers/{id}", value).variables()).containsExactly(value);
	}

	@Test
	void responseToStringHasNoBody() {
		CustomerIoResponse response = new CustomerIoResponse(200, new HttpHeaders(), BODY);
		assertThat(response).hasToString("200 (16 bytes)");
		assertThat(response.bodyAsString()).isEqualTo("{\"city\":\"Köln\"}");
	}

	private static CustomerIoRequest get(String path, Object... variables) {
		return new CustomerIoRequest("query", Quota.APP, HttpMethod.GET, path, Arrays.asList(variables), null,
				Priority.QUEUED, false, 1);
	}

}
