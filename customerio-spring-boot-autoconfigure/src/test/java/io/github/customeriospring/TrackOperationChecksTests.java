package io.github.customeriospring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what {@link TrackOperation} refuses.
 */
class TrackOperationChecksTests {

	private static final Identifier PERSON = Identifier.id("42");

	private static final ObjectIdentifier OBJECT = new ObjectIdentifier("1", "acme");

	@Test
	void operationWhenOfMostBytesIsAccepted() {
		assertThat(eventOf(TrackOperation.MAX_BYTES).size()).isEqualTo(32_000);
	}

	@Test
	void operationWhenOneByteTooLargeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> eventOf(TrackOperation.MAX_BYTES + 1))
			.withMessage("An operation must have at most 32000 bytes of JSON, person event has 32001");
	}

	@Test
	void anonymousEventWhenTooLargeIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TrackOperation.anonymousEvent(null, "e", Map.of("text", "x".repeat(32_000))))
			.withMessageMatching("An operation must have at most 32000 bytes of JSON, anonymous event has 32\\d{3}");
	}

	private static TrackOperation eventOf(int bytes) {
		int empty = TrackOperation.event(PERSON, "e", Map.of("text", "")).size();
		// two bytes each, so that characters and bytes differ
		String text = "é".repeat((bytes - empty) / 2) + "x".repeat((bytes - empty) % 2);
		return TrackOperation.event(PERSON, "e", Map.of("text", text));
	}

	@Test
	void eventNameWhenOfMostBytesIsAccepted() {
		String name = "é".repeat(50);
		assertThat(TrackOperation.event(PERSON, name, Map.of()).toJson()).contains("\"name\":\"" + name + "\"");
	}

	@Test
	void eventNameWhenTooLongIsRefused() {
		String name = "é".repeat(50) + "x";
		String message = "'name' must have at most 100 bytes of UTF-8, has 101";
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.event(PERSON, name, Map.of()))
			.withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.page(PERSON, name, Map.of()))
			.withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.screen(PERSON, name, Map.of()))
			.withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.anonymousEvent(null, name, Map.of()))
			.withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void eventNameWhenBlankIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.event(PERSON, name, Map.of()))
			.withMessage("'name' must not be empty");
	}

	@Test
	void nullsAreRefusedByName() {
		assertRefused("'person' must not be null", () -> TrackOperation.identify(null, Map.of()));
		assertRefused("'attributes' must not be null", () -> TrackOperation.identify(PERSON, null));
		assertRefused("'attributes' must not be null", () -> TrackOperation.event(PERSON, "e", null));
		assertRefused("'name' must not be null", () -> TrackOperation.event(PERSON, null, Map.of()));
		assertRefused("'primary' must not be null", () -> TrackOperation.merge(null, PERSON));
		assertRefused("'secondary' must not be null", () -> TrackOperation.merge(PERSON, null));
		assertRefused("'device' must not be null", () -> TrackOperation.addDevice(PERSON, null));
		assertRefused("'token' must not be null", () -> TrackOperation.deleteDevice(PERSON, null));
		assertRefused("'object' must not be null", () -> TrackOperation.deleteObject(null));
		assertRefused("'relationships' must not be empty", () -> TrackOperation.addRelationships(PERSON, null));
		assertRefused("'objects' must not be empty", () -> TrackOperation.deleteRelationships(PERSON, null));
	}

	@Test
	void relationshipsWhenEmptyAreRefused() {
		assertRefused("'relationships' must not be empty", () -> TrackOperation.addRelationships(PERSON, List.of()));
		assertRefused("'objects' must not be empty", () -> TrackOperation.deleteRelationships(PERSON, List.of()));
	}

	@Test
	void relationshipAttributesWhenTooLongAreRefused() {
		assertRefused("'attributes.role' must have at most 1000 bytes of UTF-8, has 1001", () -> TrackOperation
			.addRelationships(PERSON, List.of(new Relationship(OBJECT, Map.of("role", "x".repeat(1001))))));
	}

	@Test
	void deviceAttributesWhenTooLongAreRefused() {
		assertRefused("'attributes.app' must have at most 1000 bytes of UTF-8, has 1001",
				() -> TrackOperation.addDevice(PERSON, new Device("t", "ios", null, Map.of("app", "x".repeat(1001)))));
	}

	@Test
	void objectAttributesWhenTooLongAreRefused() {
		assertRefused("'attributes.name' must have at most 1000 bytes of UTF-8, has 1001",
				() -> TrackOperation.identifyObject(OBJECT, Map.of("name", "x".repeat(1001)), List.of()));
	}

	@Test
	void mergeWhenBothAreTheSameIsRefused() {
		assertRefused("'primary' and 'secondary' must differ", () -> TrackOperation.merge(PERSON, Identifier.id("42")));
	}

	@Test
	void mergeWhenTheSameValueIsOfAnotherTypeIsAccepted() {
		assertThat(TrackOperation.merge(PERSON, Identifier.cioId("42")).toJson()).contains("\"secondary\":{\"cio_id\"");
	}

	@Test
	void mergeWhenByPhoneIsRefused() {
		Identifier phone = Identifier.phone("+15551234567");
		assertRefused("People cannot be merged by phone", () -> TrackOperation.merge(phone, PERSON));
		assertRefused("People cannot be merged by phone", () -> TrackOperation.merge(PERSON, phone));
	}

	@Test
	void deleteDeviceWhenTokenIsTooLongIsRefused() {
		assertRefused("'token' must have at most 4096 bytes of UTF-8, has 4097",
				() -> TrackOperation.deleteDevice(PERSON, "t".repeat(4097)));
	}

	@Test
	void anonymousEventHasTheShapeOfVersion1() {
		String json = new String(TrackOperation.anonymousEvent("visitor-7", "viewed", Map.of("page", "a")),
				StandardCharsets.UTF_8);
		assertThat(json).matches("""
				\\{"anonymous_id":"visitor-7","id":"[0-9A-Z]{26}","name":"viewed","timestamp":\\d{10},\
				"data":\\{"page":"a"}}""");
	}

	@Test
	void anonymousEventWhenAboutNobodyHasNoAnonymousId() {
		assertThat(new String(TrackOperation.anonymousEvent(null, "viewed", Map.of()), StandardCharsets.UTF_8))
			.doesNotContain("anonymous_id");
	}

	@Test
	void anonymousEventWhenItsIdIsTooLongIsRefused() {
		assertRefused("'anonymousId' must have at most 150 bytes of UTF-8, has 151",
				() -> TrackOperation.anonymousEvent("x".repeat(151), "viewed", Map.of()));
	}

	private static void assertRefused(String message, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run).withMessage(message);
	}

}
