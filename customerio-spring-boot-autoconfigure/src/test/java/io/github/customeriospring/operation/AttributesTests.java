package io.github.customeriospring.operation;

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

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.customeriospring.Priority;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(null))
			.withMessage("'attributes' must not be null");
	}

	@Test
	void nullNameIsRefused() {
		Map<String, Object> attributes = new HashMap<>();
		attributes.put(null, "secret");
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(attributes))
			.withMessage("'attributes' must not have a null name");
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(Map.of("nested", attributes)))
			.withMessageStartingWith("'attributes' cannot be written as JSON: Null key")
			.withMessageNotContaining("secret");
	}

	@Test
	void numberWhenLargerThanADoubleKeepsItsDigits() {
		assertThat(json("n", new BigDecimal("1E+400"))).isEqualTo("{\"n\":1E+400}");
		assertThat(json("n", BigInteger.TEN.pow(400))).isEqualTo("{\"n\":1" + "0".repeat(400) + "}");
	}

	@Test
	void recordsBeansAndJsonNodesAreTakenToo() {
		String json = "{\"at\":1772013598,\"price\":9.5}";
		assertThat(Attributes.profile(new Order(TIME, 9.5))).hasToString(json);
		assertThat(Attributes.event(new Bean())).hasToString("{\"plan\":\"pro\"}");
		ObjectNode node = JsonMapper.shared().createObjectNode();
		node.putPOJO("at", TIME).put("price", new BigDecimal("9.50"));
		assertThat(Attributes.event(node)).hasToString("{\"at\":1772013598,\"price\":9.50}");
		assertThat(Attributes.event(node)).isNotSameAs(node);
	}

	@Test
	void whatBecomesNoObjectIsRefusedWithoutQuotingIt() {
		String message = "'attributes' must become a JSON object, ";
		assertRefused(message + "java.lang.String becomes STRING", "jane@example.com");
		assertRefused(message + "java.lang.Integer becomes NUMBER", 42);
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(List.of()))
			.withMessageStartingWith(message)
			.withMessageEndingWith(" becomes ARRAY");
	}

	@Test
	void ofTakesTheMapperOfTheApplicationButForPointsInTime() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
			.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
			.build();
		Attributes attributes = new Attributes(mapper);
		Account account = new Account("Acme", TIME, Date.from(TIME), null);
		assertThat(attributes.of(account))
			.hasToString("{\"accountName\":\"Acme\",\"sinceWhen\":1772013598,\"paidUntil\":1772013598}"
				.replace("accountName", "account_name")
				.replace("sinceWhen", "since_when")
				.replace("paidUntil", "paid_until"));
		assertThat(mapper.writeValueAsString(TIME)).isNotEqualTo("1772013598");
		assertThat(TrackOperation.identify("42", attributes.of(account)).content().attributes())
			.containsEntry("since_when", 1772013598);
	}

	@Test
	void ofWhenItCannotBeReadIsRefusedWithoutQuotingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Attributes(JsonMapper.shared()).of(new Broken()))
			.withMessage("'attributes' cannot be written as JSON: java.lang.IllegalStateException")
			.withNoCause();
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
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(Map.of("v", new Broken())))
			.withMessage("'attributes' cannot be written as JSON: java.lang.IllegalStateException")
			.withNoCause();
	}

	@Test
	void nullElementIsKeptAsNull() {
		assertThat(json("v", Arrays.asList(1, null))).isEqualTo("{\"v\":[1,null]}");
	}

	private static void assertRefused(String message, Object attributes) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.event(attributes)).withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> Attributes.profile(attributes)).withMessage(message);
	}

	private static String json(String name, Object value) {
		return Attributes.MAPPER.writeValueAsString(Attributes.profile(Collections.singletonMap(name, value)));
	}

	record Order(Instant at, double price) {

	}

	record Account(String accountName, Instant sinceWhen, Date paidUntil, String note) {

	}

	static final class Bean {

		public String getPlan() {
			return "pro";
		}

	}

	static final class Broken {

		public String getName() {
			throw new IllegalStateException("jane@example.com");
		}

	}

}
