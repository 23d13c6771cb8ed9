package io.github.customeriospring.simulator.app;

import io.github.customeriospring.simulator.ApiTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CollectionsApi} and {@link SnippetsApi}.
 */
class ContentApiTests {

	private final ApiTester api = new ApiTester();

	@Test
	void collectionsAreKept() {
		ApiTester.Answer created = this.api.call("POST", "/v1/collections",
				"{\"name\":\"events\",\"data\":[{\"city\":\"Lyon\",\"seats\":20},{\"city\":\"Graz\"}]}");
		assertThat(created.at("/collection/id")).isEqualTo("1");
		assertThat(created.at("/collection/rows")).isEqualTo("2");
		assertThat(created.at("/collection/schema")).isEqualTo("[\"city\",\"seats\"]");
		assertThat(this.api.call("PUT", "/v1/collections/1", "{\"name\":\"meetings\"}").at("/collection/rows"))
			.isEqualTo("2");
		assertThat(this.api.call("PUT", "/v1/collections/1/content", "[{\"city\":\"Graz\"}]").at("/collection/rows"))
			.isEqualTo("1");
		assertThat(get("/v1/collections/1/content").body()).isEqualTo("[{\"city\":\"Graz\"}]");
		assertThat(get("/v1/collections/1").at("/collection/name")).isEqualTo("meetings");
		assertThat(get("/v1/collections").at("/collections/0/name")).isEqualTo("meetings");
		assertThat(this.api.call("DELETE", "/v1/collections/1").status()).isEqualTo(204);
		assertThat(get("/v1/collections/1").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"data\":[{}]}", "{\"name\":\"a\"}", "{\"name\":\"a\",\"data\":1}",
			"{\"name\":\"a\",\"data\":[1]}", "{\"name\":\"a\",\"data\":[{}],\"url\":\"https://example.com\"}" })
	void collectionWhenInvalidIsRejected(String body) {
		assertThat(this.api.call("POST", "/v1/collections", body).status()).isEqualTo(400);
		assertThat(get("/v1/collections").at("/collections")).isEqualTo("[]");
	}

	@Test
	void collectionWhenARowIsTooLargeIsRejected() {
		assertThat(collection("x".repeat(9_992)).status()).isEqualTo(200);
		assertThat(collection("x".repeat(9_993)).status()).isEqualTo(400);
	}

	@Test
	void snippetsAreKeptByName() {
		String bye = "{\"name\":\"a b\",\"value\":\"Bye\"}";
		assertThat(this.api.call("POST", "/v1/snippets", bye).at("/snippet/value")).isEqualTo("Bye");
		assertThat(this.api.call("POST", "/v1/snippets", bye).status()).isEqualTo(400);
		assertThat(this.api.call("PUT", "/v1/snippets", bye.replace("Bye", "So long")).status()).isEqualTo(200);
		assertThat(get("/v1/snippets").at("/snippets/0/value")).isEqualTo("So long");
		assertThat(this.api.call("DELETE", "/v1/snippets/a%20b").status()).isEqualTo(204);
		assertThat(this.api.call("DELETE", "/v1/snippets/a%20b").status()).isEqualTo(404);
		assertThat(this.api.call("PUT", "/v1/snippets", "{\"name\":\"a\"}").status()).isEqualTo(400);
	}

	private ApiTester.Answer collection(String value) {
		return this.api.call("POST", "/v1/collections", "{\"name\":\"a\",\"data\":[{\"a\":\"" + value + "\"}]}");
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
