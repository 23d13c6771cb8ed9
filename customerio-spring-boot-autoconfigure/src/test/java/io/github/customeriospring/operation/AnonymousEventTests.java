package io.github.customeriospring.operation;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AnonymousEvent}.
 */
class AnonymousEventTests {

	@Test
	void eventHasTheShapeOfVersion1() {
		assertThat(json("visitor-7", Map.of("page", "a"))).matches("""
				\\{"anonymous_id":"visitor-7","id":"[0-9A-Z]{26}","name":"viewed","timestamp":\\d{10},\
				"data":\\{"page":"a"}}""");
	}

	@Test
	void eventWhenAboutNobodyHasNoAnonymousId() {
		assertThat(json(null, Map.of())).doesNotContain("anonymous_id");
	}

	@Test
	void eventWhenItsIdIsTooLongIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> json("x".repeat(151), Map.of()))
			.withMessage("'anonymous_id' must have at most 150 bytes of UTF-8, has 151");
	}

	@Test
	void dataHaveAtMost100000Bytes() {
		int around = "{'a':''}".length();
		assertThat(json(null, Map.of("a", "é".repeat((100_000 - around) / 2)))).isNotEmpty();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> json(null, Map.of("a", "é".repeat((100_000 - around) / 2) + "x")))
			.withMessage("The data of an event must have at most 100000 bytes of JSON, has 100001");
	}

	private static String json(String anonymousId, Object data) {
		return new String(AnonymousEvent.toBytes(anonymousId, "viewed", data), StandardCharsets.UTF_8);
	}

}
