package io.github.customeriospring.simulator.track;

import java.util.Collections;
import java.util.Map;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.workspace.SimulatedEvent;
import io.github.customeriospring.simulator.workspace.SimulatedPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrackV1Api}.
 */
class TrackV1ApiTests {

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@CsvSource({ "42, id", "4%2F2, id", "a%2Bb@example.com, email", "a+b@example.com, email" })
	void identifyTakesTheIdentifierFromThePath(String segment, String type) {
		assertThat(put("/api/v1/customers/" + segment, "{\"plan\":\"pro\"}")).isEqualTo(200);
		String value = segment.replace("%2F", "/").replace("%2B", "+");
		assertThat(person(value).identifiers()).containsEntry(type, value);
		assertThat(person(value).attributes()).containsEntry("plan", "pro");
	}

	@Test
	void identifyWhenCioIdIsKnownChangesThatPerson() {
		put("/api/v1/customers/42", "{\"plan\":\"pro\"}");
		String cioId = person("42").identifiers().get("cio_id");
		put("/api/v1/customers/cio_" + cioId, "{\"plan\":\"free\"}");
		assertThat(person("42").attributes()).containsEntry("plan", "free");
		assertThat(this.api.workspace.people()).hasSize(1);
	}

	@Test
	void identifyWhenTimestampIsOlderKeepsTheNewerValue() {
		put("/api/v1/customers/42", "{\"plan\":\"new\",\"_timestamp\":1700000002}");
		put("/api/v1/customers/42", "{\"plan\":\"old\",\"city\":\"Rome\",\"_timestamp\":1700000001}");
		assertThat(person("42").attributes()).containsOnly(Map.entry("plan", "new"), Map.entry("city", "Rome"));
	}

	@Test
	void identifyWhenUpdateOnlyCreatesNobody() {
		put("/api/v1/customers/42", "{\"plan\":\"pro\",\"_update\":true}");
		assertThat(this.api.workspace.person("42")).isNull();
	}

	@Test
	void identifyWithRelationshipsRelates() {
		put("/api/v1/customers/42", """
				{"cio_relationships":{"action":"add_relationships",
				"relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"}}]}}""");
		assertThat(this.api.workspace.object("1", "acme").people()).containsExactly("id:42");
		assertThat(person("42").relationships()).containsExactly("1:acme");
	}

	@Test
	void identifyWhenValueIsTooLongIsRejected() {
		ApiTester.Answer answer = this.api.call("PUT", "/api/v1/customers/42",
				"{\"plan\":\"" + "x".repeat(1001) + "\"}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body())
			.isEqualTo("{\"meta\":{\"errors\":[\"value for attribute 'plan' cannot be longer than 1000 bytes\"]}}");
	}

	@Test
	void deleteSuppressAndUnsuppressChangeThePerson() {
		put("/api/v1/customers/42", "{\"plan\":\"pro\"}");
		assertThat(post("/api/v1/customers/42/suppress", "")).isEqualTo(200);
		put("/api/v1/customers/42", "{\"plan\":\"dropped\"}");
		assertThat(person("42").suppressed()).isTrue();
		assertThat(person("42").attributes()).isEmpty();
		assertThat(post("/api/v1/customers/42/unsuppress", "")).isEqualTo(200);
		put("/api/v1/customers/42", "{\"plan\":\"back\"}");
		assertThat(person("42").attributes()).containsEntry("plan", "back");
		assertThat(this.api.call("DELETE", "/api/v1/customers/42").status()).isEqualTo(200);
		assertThat(person("42").deleted()).isTrue();
		assertThat(this.api.workspace.people()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "event, event", "page, page", "screen, screen", "other, event" })
	void eventIsRecordedWithItsType(String sent, String recorded) {
		assertThat(post("/api/v1/customers/42/events",
				"{\"name\":\" buy \",\"type\":\"" + sent + "\",\"timestamp\":1700000001,\"data\":{\"price\":9}}"))
			.isEqualTo(200);
		SimulatedEvent expected = new SimulatedEvent(null, recorded, "buy", "id:42", 1700000001, Map.of("price", 9),
				null, "SIMACTIVITY00000001");
		assertThat(this.api.workspace.events()).containsExactly(expected);
		assertThat(person("42").events()).containsExactly(expected);
	}

	@Test
	void eventWhenIdIsKnownIsIgnored() {
		String event = "{\"name\":\"buy\",\"id\":\"01BX5ZZKBKACTAV9WEVGEMMVRY\"}";
		assertThat(post("/api/v1/customers/42/events", event)).isEqualTo(200);
		assertThat(post("/api/v1/customers/43/events", event)).isEqualTo(200);
		assertThat(this.api.workspace.events()).hasSize(1);
		assertThat(this.api.workspace.log().duplicateEvents()).isOne();
		assertThat(this.api.workspace.log().operations()).isEqualTo(2);
	}

	@Test
	void eventWhenDataIsTooLargeIsRejected() {
		String body = "{\"name\":\"n\",\"data\":{\"a\":\"%s\"}}";
		// {"a":""} has 8 bytes
		assertThat(post("/api/v1/customers/42/events", body.formatted("x".repeat(99_992)))).isEqualTo(200);
		assertThat(post("/api/v1/customers/42/events", body.formatted("x".repeat(99_993)))).isEqualTo(400);
	}

	@Test
	void anonymousEventBelongsToNobody() {
		assertThat(post("/api/v1/events", "{\"name\":\"visit\",\"anonymous_id\":\"a1\"}")).isEqualTo(200);
		assertThat(post("/api/v1/events", "{\"name\":\"invite\",\"data\":{\"recipient\":\"a@example.com\"}}"))
			.isEqualTo(200);
		assertThat(post("/api/v1/events", "{\"anonymous_id\":\"a1\"}")).isEqualTo(400);
		assertThat(this.api.workspace.events()).extracting(SimulatedEvent::person).containsExactly(null, null);
		assertThat(this.api.workspace.people()).isEmpty();
	}

	@Test
	void devicesAreAddedAndDeleted() {
		String device = "{\"device\":{\"id\":\"t/1\",\"platform\":\"ios\",\"last_used\":1700000001}}";
		assertThat(put("/api/v1/customers/42/devices", device)).isEqualTo(200);
		assertThat(person("42").devices()).containsOnlyKeys("t/1");
		assertThat(this.api.call("DELETE", "/api/v1/customers/42/devices/t%2F1").status()).isEqualTo(200);
		assertThat(person("42").devices()).isEmpty();
		assertThat(put("/api/v1/customers/42/devices", "{\"device\":{\"id\":\"t\"}}")).isEqualTo(400);
		assertThat(put("/api/v1/customers/42/devices",
				"{\"device\":{\"id\":\"t\",\"platform\":\"ios\",\"last_used\":\"now\"}}"))
			.isEqualTo(400);
	}

	@Test
	void mergeMovesWhatThePrimaryLacks() {
		put("/api/v1/customers/1", "{\"plan\":\"pro\"}");
		put("/api/v1/customers/x@example.com", "{\"plan\":\"free\",\"city\":\"Rome\"}");
		post("/api/v1/customers/x@example.com/events", "{\"name\":\"buy\"}");
		assertThat(post("/api/v1/merge_customers",
				"{\"primary\":{\"id\":\"1\"},\"secondary\":{\"email\":\"x@example.com\"}}"))
			.isEqualTo(200);
		assertThat(person("1").attributes()).containsOnly(Map.entry("plan", "pro"), Map.entry("city", "Rome"));
		assertThat(person("1").events()).hasSize(1);
		assertThat(person("x@example.com").id()).isEqualTo("1");
		assertThat(this.api.workspace.people()).containsOnlyKeys("1");
	}

	@Test
	void mergeWhenInvalidHasItsOwnEnvelope() {
		ApiTester.Answer answer = this.api.call("POST", "/api/v1/merge_customers", "{\"primary\":{\"id\":\"1\"}}");
		assertThat(answer).isEqualTo(new ApiTester.Answer(400, "{\"meta\":{\"error\":\"secondary is required\"}}"));
	}

	@Test
	void segmentsTakeAndLosePeople() {
		this.api.fixtures.segment(7, "VIP");
		put("/api/v1/customers/1", "{}");
		put("/api/v1/customers/2", "{}");
		put("/api/v1/customers/a@example.com", "{}");
		assertThat(post("/api/v1/segments/7/add_customers", "{\"ids\":[\"1\",\"2\",3]}")).isEqualTo(200);
		assertThat(post("/api/v1/segments/7/remove_customers", "{\"ids\":[\"2\"]}")).isEqualTo(200);
		assertThat(post("/api/v1/segments/7/add_customers?id_type=email", "{\"ids\":[\"a@example.com\"]}"))
			.isEqualTo(200);
		assertThat(this.api.workspace.segments().find(7).members()).containsExactlyInAnyOrder("id:1",
				"email:a@example.com");
		assertThat(post("/api/v1/segments/7/add_customers", "{\"ids\":[]}")).isEqualTo(400);
		assertThat(post("/api/v1/segments/7/add_customers",
				"{\"ids\":[" + String.join(",", Collections.nCopies(1001, "\"1\"")) + "]}"))
			.isEqualTo(400);
	}

	@Test
	void formIdentifiesWithoutContent() {
		assertThat(post("/api/v1/forms/f1/submit", "{\"data\":{\"email\":\"a@example.com\",\"name\":\"Ann\"}}"))
			.isEqualTo(204);
		assertThat(person("a@example.com").attributes()).containsEntry("name", "Ann");
		assertThat(post("/api/v1/forms/f1/submit", "{\"data\":{\"name\":\"Ann\"}}")).isEqualTo(400);
	}

	@Test
	void metricsAreCounted() {
		assertThat(post("/api/v1/metrics", "{\"delivery_id\":\"d\",\"metric\":\"opened\"}")).isEqualTo(200);
		assertThat(post("/api/v1/push/events", "{\"delivery_id\":\"d\",\"event\":\"opened\"}")).isEqualTo(200);
		assertThat(post("/push/events", "{\"delivery_id\":\"d\",\"event\":\"opened\"}")).isEqualTo(200);
		assertThat(post("/api/v1/metrics", "{\"metric\":\"opened\"}")).isEqualTo(400);
		assertThat(this.api.workspace.log().operations()).isEqualTo(3);
	}

	@Test
	void regionIsTold() {
		assertThat(this.api.call("GET", "/api/v1/accounts/region").body()).contains("\"region\":\"us\"");
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /api/v1/customers/42, [1]", "PUT, /api/v1/customers/42, {\"n\":NaN}",
			"PUT, /api/v1/customers/, {}", "PUT, /api/v1/customers/4%2, {}",
			"POST, /api/v1/customers/42/events, {\"data\":{}}", "POST, /api/v1/customers/42/events, {" })
	void callWhenInvalidIsRejected(String method, String path, String body) {
		assertThat(this.api.call(method, path, body).status()).isEqualTo(400);
		assertThat(this.api.workspace.log().operations()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/v1/customers/42", "POST, /api/v1/customers/42", "PUT, /api/v1/customers/42/suppress",
			"POST, /api/v1/customers/42/suppress/x", "POST, /api/v1/nothing", "POST, /api/v1", "POST, /",
			"GET, /api/v3/batch", "DELETE, /api/v1/customers/42/devices" })
	void callWhenUnknownIsNotFound(String method, String path) {
		assertThat(this.api.call(method, path, "{}").status()).isEqualTo(404);
	}

	private SimulatedPerson person(String identifier) {
		return this.api.workspace.person(identifier);
	}

	private int put(String path, String body) {
		return this.api.call("PUT", path, body).status();
	}

	private int post(String path, String body) {
		return this.api.call("POST", path, body).status();
	}

}
