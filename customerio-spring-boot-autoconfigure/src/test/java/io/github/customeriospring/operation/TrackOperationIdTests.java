package io.github.customeriospring.operation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.github.f4b6a3.ulid.Ulid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for ids and timestamps of {@link TrackOperation}.
 */
class TrackOperationIdTests {

	private static final Identifier PERSON = Identifier.id("42");

	private static final String ULID = "01BX5ZZKBKACTAV9WEVGEMMVRY";

	private static final Instant TIME = Instant.ofEpochSecond(1_772_013_598);

	@Test
	void eventsHaveUlidAndTimestampOfTheirCreation() {
		assertMadeNow(() -> TrackOperation.person(PERSON).event("e", Map.of()).toJson());
		assertMadeNow(() -> TrackOperation.person(PERSON).page("p", Map.of()).toJson());
		assertMadeNow(() -> TrackOperation.person(PERSON).screen("s", Map.of()).toJson());
		assertMadeNow(() -> new String(AnonymousEvent.toBytes(null, "a", Map.of()), StandardCharsets.UTF_8));
	}

	private static void assertMadeNow(Supplier<String> json) {
		Instant before = Instant.now();
		JsonNode event = Attributes.MAPPER.readTree(json.get());
		Instant after = Instant.now();
		assertThat(event.get("timestamp").longValue()).isBetween(before.getEpochSecond(), after.getEpochSecond());
		assertThat(Ulid.from(event.get("id").stringValue()).getTime()).isBetween(before.toEpochMilli(),
				after.toEpochMilli());
	}

	@Test
	void whatSetsAttributesHasTheTimestampOfItsCreation() {
		long before = Instant.now().getEpochSecond();
		List<TrackOperation> operations = List.of(TrackOperation.identify(PERSON, Map.of()),
				TrackOperation.object(new ObjectIdentifier("1", "acme")).identify(Map.of(), List.of()));
		long after = Instant.now().getEpochSecond();
		for (TrackOperation operation : operations) {
			assertThat(json(operation).get("timestamp").longValue()).isBetween(before, after);
		}
	}

	@Test
	void eventsHaveDifferentIds() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			ids.add(json(TrackOperation.person(PERSON).event("e", Map.of())).get("id").stringValue());
		}
		assertThat(ids).hasSize(1000);
	}

	@Test
	void withIdReplacesTheIdOnly() {
		TrackOperation event = TrackOperation.person(Identifier.id("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
			.event("e", Map.of("id", 7));
		String id = json(event).get("id").stringValue();
		assertThat(event.withId(ULID).toJson()).isEqualTo(event.toJson().replace(id, ULID));
		assertThat(event.withId(ULID).name()).isEqualTo("person event");
		assertThat(event.withId(ULID).subjects()).isEqualTo(event.subjects());
		assertThat(json(event).get("id").stringValue()).isEqualTo(id);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "42", "01BX5ZZKBKACTAV9WEVGEMMVR", "01BX5ZZKBKACTAV9WEVGEMMVRYX",
			"01BX5ZZKBKACTAV9WEVGEMMVR!", "81BX5ZZKBKACTAV9WEVGEMMVRY" })
	void withIdWhenNoUlidIsRefused(String id) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TrackOperation.person(PERSON).event("e", Map.of()).withId(id))
			.withMessage("'ulid' must be a ULID of 26 characters");
	}

	@Test
	void withIdWhenNoEventIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> TrackOperation.identify(PERSON, Map.of()).withId(ULID))
			.withMessage("person identify has no id");
	}

	@Test
	void withTimestampReplacesTheTimestampOnly() {
		TrackOperation event = TrackOperation.person(PERSON).event("e", Map.of("timestamp", 5)).withTimestamp(TIME);
		TrackOperation later = event.withTimestamp(TIME.plusMillis(1999));
		assertThat(later.toJson()).isEqualTo(event.toJson().replace("1772013598", "1772013599"));
		assertThat(later.name()).isEqualTo("person event");
		assertThat(later.subjects()).isEqualTo(event.subjects());
		assertThat(json(event).get("timestamp").longValue()).isEqualTo(1_772_013_598);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1_000_000_000L, 99_999_999_999L })
	void withTimestampWhenAtTheBoundsIsAccepted(long seconds) {
		assertThat(json(TrackOperation.identify(PERSON, Map.of()).withTimestamp(Instant.ofEpochSecond(seconds)))
			.get("timestamp")
			.longValue()).isEqualTo(seconds);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 999_999_999L, 100_000_000_000L, 1_772_013_598_000L })
	void withTimestampWhenOutOfRangeIsRefused(long seconds) {
		Instant timestamp = Instant.ofEpochSecond(seconds);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TrackOperation.identify(PERSON, Map.of()).withTimestamp(timestamp))
			.withMessage("A timestamp must be between 2001 and 5138, was " + timestamp);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TrackOperation.person(PERSON).addDevice(new Device("t", "ios", timestamp, Map.of())))
			.withMessage("A timestamp must be between 2001 and 5138, was " + timestamp);
	}

	@Test
	void withTimestampWhenTheKindHasNoneIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> TrackOperation.person(PERSON).delete().withTimestamp(TIME))
			.withMessage("person delete has no timestamp");
	}

	@Test
	void withIdAndTimestampKeepEachOtherAndEveryDigit() {
		Map<String, Object> attributes = Map.of("balance", new BigDecimal("123456789012345678901234567890.10"));
		TrackOperation event = TrackOperation.person(PERSON).event("e", attributes).withId(ULID).withTimestamp(TIME);
		assertThat(event.toJson()).isEqualTo("""
				{"type":"person","action":"event","identifiers":{"id":"42"},"id":"01BX5ZZKBKACTAV9WEVGEMMVRY",\
				"name":"e","timestamp":1772013598,"attributes":{"balance":123456789012345678901234567890.10}}""");
		assertThat(event.withTimestamp(TIME).withId(ULID)).isEqualTo(event);
	}

	private static JsonNode json(TrackOperation operation) {
		return Attributes.MAPPER.readTree(operation.toBytes());
	}

}
