package io.github.customeriospring.simulator.track;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.customeriospring.simulator.ApiTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrackV2Api}.
 */
class TrackV2ApiTests {

	private final ApiTester api = new ApiTester();

	@Test
	void batchWhenAllAreValidIsAccepted() {
		ApiTester.Answer answer = batch(identify("1") + "," + identify("2"));
		assertThat(answer).isEqualTo(new ApiTester.Answer(200, "{}\n"));
		assertThat(this.api.workspace.log().operations()).isEqualTo(2);
		assertThat(this.api.workspace.people()).containsOnlyKeys("1", "2");
	}

	@Test
	void batchWhenSomeAreInvalidNamesThemAndAcceptsTheOthers() {
		ApiTester.Answer answer = batch(
				identify("1") + ",{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"1\"}}," + "7,"
						+ identify("2") + "," + identify(""));
		assertThat(answer.status()).isEqualTo(207);
		assertThat(answer.body()).isEqualTo("{\"errors\":["
				+ "{\"batch_index\":1,\"reason\":\"required\",\"field\":\"name\",\"message\":\"name is required\"},"
				+ "{\"batch_index\":2,\"reason\":\"invalid\",\"field\":\"batch\",\"message\":\"item must be an object\"},"
				+ "{\"batch_index\":4,\"reason\":\"required\",\"field\":\"identifiers.id\",\"message\":\"identifiers.id is required\"}]}");
		assertThat(this.api.workspace.log().operations()).isEqualTo(2);
	}

	@Test
	void batchWhenThousandItemsAcceptsThem() {
		assertThat(batch(IntStream.range(0, 1000)
			.mapToObj(Integer::toString)
			.map(TrackV2ApiTests::identify)
			.collect(Collectors.joining(","))).status()).isEqualTo(200);
		assertThat(this.api.workspace.log().distinctPeople()).isEqualTo(1000);
	}

	@Test
	void batchWhenItemIsTooLargeNamesItOnly() {
		String event = "{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"1\"},\"name\":\"n\",\"attributes\":{\"a\":\"%s\"}}";
		int overhead = event.length() - 2;
		String fits = event.formatted("x".repeat(32_000 - overhead));
		assertThat(batch(fits).status()).isEqualTo(200);
		ApiTester.Answer answer = batch(" \n" + fits + ", " + event.formatted("x".repeat(32_001 - overhead)));
		assertThat(answer.status()).isEqualTo(207);
		assertThat(answer.body()).contains("\"batch_index\":1").doesNotContain("\"batch_index\":0");
		assertThat(this.api.workspace.log().operations()).isEqualTo(2);
	}

	@Test
	void batchWhenTooLargeIsRejectedWhole() {
		String body = "{\"batch\":[" + identify("1") + "]";
		assertThat(post("/api/v2/batch", body + " ".repeat(499_999 - body.length() - 1) + "}").status()).isEqualTo(200);
		ApiTester.Answer answer = post("/api/v2/batch", body + " ".repeat(500_000 - body.length() - 1) + "}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("\"field\":\"batch\"");
		assertThat(this.api.workspace.log().operations()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"batch\":[]}", "{\"batch\":{}}", "{\"batch\":null}",
			"{\"batch\":[{\"type\":\"person\",\"attributes\":{\"n\":NaN}}]}" })
	void batchWhenMalformedIsRejectedWhole(String body) {
		assertThat(post("/api/v2/batch", body).status()).isEqualTo(400);
	}

	@Test
	void batchWhenOtherFieldsSurroundItIsAccepted() {
		assertThat(post("/api/v2/batch", "{\"a\":[[1]],\"b\":{\"c\":1},\"batch\":[" + identify("1") + "],\"z\":1}")
			.status()).isEqualTo(200);
		assertThat(this.api.workspace.log().operations()).isOne();
	}

	@Test
	void entityWhenValidIsAccepted() {
		assertThat(post("/api/v2/entity", identify("1")).status()).isEqualTo(200);
		assertThat(this.api.workspace.people()).containsOnlyKeys("1");
	}

	@Test
	void entityWhenInvalidIsRejectedWithoutIndex() {
		ApiTester.Answer answer = post("/api/v2/entity", identify(""));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo(
				"{\"errors\":[{\"reason\":\"required\",\"field\":\"identifiers.id\",\"message\":\"identifiers.id is required\"}]}");
	}

	@Test
	void entityWhenTooLargeIsRejected() {
		String padded = identify("1") + " ".repeat(32_000 - identify("1").length());
		assertThat(post("/api/v2/entity", padded).status()).isEqualTo(200);
		assertThat(post("/api/v2/entity", padded + " ").status()).isEqualTo(400);
	}

	private static String identify(String id) {
		return "{\"type\":\"person\",\"action\":\"identify\",\"identifiers\":{\"id\":\"" + id + "\"}}";
	}

	private ApiTester.Answer batch(String items) {
		return post("/api/v2/batch", "{\"batch\":[" + items + "]}");
	}

	private ApiTester.Answer post(String path, String body) {
		return this.api.call("POST", path, body);
	}

}
