package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AttributeRules}.
 */
class AttributeRulesTests {

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void numberWhenNotFiniteIsRefused(double number) {
		String rule = " must be a finite number, was " + number;
		assertRefused("'attributes.n'" + rule, Map.of("n", number));
		assertRefused("'attributes.n'" + rule, Map.of("n", (float) number));
		assertRefused("'attributes.n[]'" + rule, Map.of("n", List.of(1, number)));
		assertRefused("'attributes.n[]'" + rule, Map.of("n", new double[] { number }));
		assertRefused("'attributes.n.m'" + rule, Map.of("n", Map.of("m", number)));
		assertRefused("'attributes.n[].price'" + rule,
				Map.of("n", List.of(new AttributesTests.Order(Instant.EPOCH, number))));
	}

	@Test
	void nameWhenOfMostBytesIsAccepted() {
		String name = "é".repeat(75);
		assertThat(json(name, 1)).isEqualTo("{\"" + name + "\":1}");
	}

	@Test
	void profileWhenANameIsUnusableIsRefused() {
		String tooLong = "é".repeat(75) + "x";
		assertRefusedProfile("a name in 'attributes' must have at most 150 bytes of UTF-8, has 151",
				Map.of(tooLong, 1));
		assertRefusedProfile("a name in 'attributes' must not be empty", Map.of(" ", 1));
		assertRefusedProfile("a name in 'attributes' must not contain control characters", Map.of("a\u0000", 1));
	}

	@Test
	void eventTakesAnyName() {
		for (String name : List.of("", " ", "https://example.com/" + "x".repeat(200), "a\u0000")) {
			assertThat(Attributes.event(Map.of(name, 1)).propertyNames()).containsExactly(name);
			assertThat(Attributes.profile(Map.of("nested", Map.of(name, 1)))).hasSize(1);
			assertThat(Attributes.toJson("messageData", Map.of(name, 1)).propertyNames()).containsExactly(name);
		}
	}

	@Test
	void halfASurrogatePairIsRefusedWhereverItIs() {
		String rule = " must not contain half a surrogate pair";
		assertRefused("a name in 'attributes'" + rule, Map.of("a\uD83D", 1));
		assertRefused("a name in 'attributes.n[]'" + rule, Map.of("n", List.of(Map.of("\uDE00", 1))));
		assertRefused("'attributes.v'" + rule, Map.of("v", "a\uD83D"));
	}

	@Test
	void placeOfAValueIsNamedWithoutAddresses() {
		assertRefused("'attributes.invited.…' must be a finite number, was NaN",
				Map.of("invited", Map.of("jane@example.com", Double.NaN)));
		assertRefused("'attributes.invited.…' must be a finite number, was NaN",
				Map.of("invited", Map.of("+4915112345678", Double.NaN)));
		assertRefused("'attributes.größe.in cm' must be a finite number, was NaN",
				Map.of("größe", Map.of("in cm", Double.NaN)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "created_at", "trial_ends_at", "_at" })
	void numberOfMillisecondsBecomesSecondsWhereATimeIsMeant(String name) {
		assertThat(json(name, 1_772_013_598_999L)).isEqualTo("{\"" + name + "\":1772013598}");
		assertThat(json(name, 1_000_000_000_000L)).isEqualTo("{\"" + name + "\":1000000000}");
		assertThat(Attributes.event(Map.of(name, 9_999_999_999_999L)).get(name).longValue()).isEqualTo(9_999_999_999L);
		assertThat(Attributes.event(Map.of(name, JsonMapper.shared().readTree("1772013598999"))).get(name).longValue())
			.isEqualTo(1_772_013_598);
	}

	@Test
	void numberWhenItMayBeMeantStaysAsItIs() {
		assertThat(json("created_at", 1_772_013_598)).isEqualTo("{\"created_at\":1772013598}");
		assertThat(json("created_at", 999_999_999_999L)).isEqualTo("{\"created_at\":999999999999}");
		assertThat(json("created_at", 10_000_000_000_000L)).isEqualTo("{\"created_at\":10000000000000}");
		assertThat(json("created_at", "1772013598999")).isEqualTo("{\"created_at\":\"1772013598999\"}");
		assertThat(json("ean", 4_006_381_333_931L)).isEqualTo("{\"ean\":4006381333931}");
		assertThat(json("n", Map.of("created_at", 1_772_013_598_999L)))
			.isEqualTo("{\"n\":{\"created_at\":1772013598999}}");
		assertThat(Attributes.toJson("messageData", Map.of("created_at", 1_772_013_598_999L)))
			.hasToString("{\"created_at\":1772013598999}");
	}

	@Test
	void profileWhenAtTheLimitsIsAccepted() {
		assertThat(Attributes.profile(numbered(300))).hasSize(300);
		assertThat(Attributes.profile(Map.of("a", "é".repeat(500)))).hasSize(1);
	}

	@Test
	void profileWhenTooManyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.profile(numbered(301)))
			.withMessage("'attributes' must have at most 300 entries, has 301");
	}

	@Test
	void profileWhenTextIsTooLongIsRefusedWithoutQuotingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.profile(Map.of("a", "é".repeat(500) + "x")))
			.withMessage("'attributes.a' must have at most 1000 bytes of UTF-8, has 1001");
	}

	@Test
	void anyWhenAboveTheLimitsOfProfilesIsAccepted() {
		assertThat(Attributes.event(numbered(301))).hasSize(301);
		assertThat(Attributes.event(Map.of("a", "x".repeat(1001)))).hasSize(1);
	}

	private static Map<String, Integer> numbered(int count) {
		return IntStream.range(0, count).boxed().collect(Collectors.toMap((i) -> "a" + i, (i) -> i));
	}

	private static void assertRefusedProfile(String message, Object attributes) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.profile(attributes)).withMessage(message);
	}

	private static void assertRefused(String message, Object attributes) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(attributes)).withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.profile(attributes)).withMessage(message);
	}

	private static String json(String name, Object value) {
		return Attributes.MAPPER.writeValueAsString(Attributes.profile(Collections.singletonMap(name, value)));
	}

}
