package io.github.customeriospring;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Attributes}.
 */
class AttributesTests {

	private static final Instant TIME = Instant.ofEpochSecond(1_772_013_598, 999_000_000);

	@Test
	void pointsInTimeBecomeUnixSeconds() {
		GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
		calendar.setTimeInMillis(TIME.toEpochMilli());
		for (Object time : List.of(TIME, Date.from(TIME), new java.sql.Date(TIME.toEpochMilli()),
				java.sql.Timestamp.from(TIME), calendar, TIME.atOffset(ZoneOffset.ofHours(9)),
				TIME.atZone(ZoneOffset.UTC))) {
			assertThat(json("at", time)).as(time.getClass().getName()).isEqualTo("{\"at\":1772013598}");
		}
	}

	@Test
	void pointsInTimeWhenNestedBecomeUnixSecondsToo() {
		assertThat(json("at", List.of(Map.of("a", TIME)))).isEqualTo("{\"at\":[{\"a\":1772013598}]}");
		assertThat(json("at", new Order(TIME, 1))).isEqualTo("{\"at\":{\"at\":1772013598,\"price\":1.0}}");
	}

	@Test
	void pointsInTimeWhenBefore1970AreRoundedDown() {
		assertThat(json("at", new Date(-1))).isEqualTo("{\"at\":-1}");
		assertThat(json("at", Instant.ofEpochMilli(-1))).isEqualTo("{\"at\":-1}");
	}

	@Test
	void otherValuesKeepTheirUsualForm() {
		assertThat(json("v", LocalDate.of(2026, 2, 25))).isEqualTo("{\"v\":\"2026-02-25\"}");
		assertThat(json("v", true)).isEqualTo("{\"v\":true}");
		assertThat(json("v", new BigDecimal("10.10"))).isEqualTo("{\"v\":10.10}");
		assertThat(json("v", "line\nbreak \"😀\"")).isEqualTo("{\"v\":\"line\\nbreak \\\"😀\\\"\"}");
		assertThat(json("v", Priority.BULK)).isEqualTo("{\"v\":\"BULK\"}");
	}

	@Test
	void nullValueIsKeptAsNull() {
		assertThat(json("plan", null)).isEqualTo("{\"plan\":null}");
	}

	@Test
	void nullMapIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.any(null))
			.withMessage("'attributes' must not be null");
	}

	@Test
	void nullNameIsRefused() {
		Map<String, Object> attributes = new HashMap<>();
		attributes.put(null, "secret");
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.any(attributes))
			.withMessage("'attributes' must not have a null name");
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.any(Map.of("nested", attributes)))
			.withMessageStartingWith("'attributes' cannot be written as JSON: Null key")
			.withMessageNotContaining("secret");
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void numberWhenNotFiniteIsRefused(double number) {
		String rule = " must be a finite number, was " + number;
		assertRefused("'attributes.n'" + rule, Map.of("n", number));
		assertRefused("'attributes.n'" + rule, Map.of("n", (float) number));
		assertRefused("'attributes.n[]'" + rule, Map.of("n", List.of(1, number)));
		assertRefused("'attributes.n[]'" + rule, Map.of("n", new double[] { number }));
		assertRefused("'attributes.n.m'" + rule, Map.of("n", Map.of("m", number)));
		assertRefused("'attributes.n[].price'" + rule, Map.of("n", List.of(new Order(TIME, number))));
	}

	@Test
	void numberWhenLargerThanADoubleKeepsItsDigits() {
		assertThat(json("n", new BigDecimal("1E+400"))).isEqualTo("{\"n\":1E+400}");
		assertThat(json("n", BigInteger.TEN.pow(400))).isEqualTo("{\"n\":1" + "0".repeat(400) + "}");
	}

	@Test
	void nameWhenOfMostBytesIsAccepted() {
		String name = "é".repeat(75);
		assertThat(json(name, 1)).isEqualTo("{\"" + name + "\":1}");
	}

	@Test
	void nameWhenTooLongIsRefused() {
		String name = "é".repeat(75) + "x";
		assertRefused("a name in 'attributes' must have at most 150 bytes of UTF-8, has 151", Map.of(name, 1));
		assertRefused("a name in 'attributes.a[]' must have at most 150 bytes of UTF-8, has 151",
				Map.of("a", List.of(Map.of(name, 1))));
	}

	@Test
	void nameWhenUnusableIsRefused() {
		assertRefused("a name in 'attributes' must not be empty", Map.of(" ", 1));
		assertRefused("a name in 'attributes' must not contain control characters", Map.of("a\u0000", 1));
		assertRefused("a name in 'attributes' must not contain half a surrogate pair", Map.of("a\uD83D", 1));
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
		assertThat(Attributes.any(numbered(301))).hasSize(301);
		assertThat(Attributes.any(Map.of("a", "x".repeat(1001)))).hasSize(1);
	}

	@Test
	void changesAfterwardsHaveNoEffect() {
		List<String> list = new ArrayList<>(List.of("a"));
		Map<String, Object> attributes = new HashMap<>(Map.of("list", list));
		TrackOperation operation = TrackOperation.identify(Identifier.id("42"), attributes);
		String json = operation.toJson();
		list.add("b");
		attributes.put("more", 1);
		assertThat(operation.toJson()).isEqualTo(json).contains("\"attributes\":{\"list\":[\"a\"]}");
	}

	@Test
	void valueWhenItCannotBeReadIsRefusedWithoutQuotingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.any(Map.of("v", new Broken())))
			.withMessage("'attributes' cannot be written as JSON: java.lang.IllegalStateException")
			.withNoCause();
	}

	@Test
	void nullElementIsKeptAsNull() {
		assertThat(json("v", Arrays.asList(1, null))).isEqualTo("{\"v\":[1,null]}");
	}

	private static Map<String, Integer> numbered(int count) {
		return IntStream.range(0, count).boxed().collect(Collectors.toMap((i) -> "a" + i, (i) -> i));
	}

	private static void assertRefused(String message, Map<String, ?> attributes) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.any(attributes)).withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.profile(attributes)).withMessage(message);
	}

	private static String json(String name, Object value) {
		return Attributes.MAPPER.writeValueAsString(Attributes.profile(Collections.singletonMap(name, value)));
	}

	record Order(Instant at, double price) {

	}

	static final class Broken {

		public String getName() {
			throw new IllegalStateException("jane@example.com");
		}

	}

}
