package io.github.customeriospring.operation;

import java.util.Collections;
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
			.withMessage("An operation must have at most 32000 bytes of JSON, but person event has 32001");
	}

	private static TrackOperation eventOf(int bytes) {
		int empty = TrackOperation.person(PERSON).event("e", Map.of("text", "")).size();
		// two bytes each, so that characters and bytes differ
		String text = "é".repeat((bytes - empty) / 2) + "x".repeat((bytes - empty) % 2);
		return TrackOperation.person(PERSON).event("e", Map.of("text", text));
	}

	@Test
	void eventNameWhenOfMostBytesIsAccepted() {
		String name = "é".repeat(50);
		assertThat(TrackOperation.person(PERSON).event(name, Map.of()).toJson()).contains("\"name\":\"" + name + "\"");
	}

	@Test
	void eventNameWhenTooLongIsRefused() {
		String name = "é".repeat(50) + "x";
		String message = "'name' must have at most 100 bytes of UTF-8, has 101";
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.person(PERSON).event(name, Map.of()))
			.withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> AnonymousEvent.toBytes(null, name, Map.of()))
			.withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void eventNameWhenBlankIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> TrackOperation.person(PERSON).event(name, Map.of()))
			.withMessage("'name' must not be empty");
	}

	@Test
	void nullsAreRefusedByName() {
		assertRefused("'person' must not be null", () -> TrackOperation.identify((Identifier) null, Map.of()));
		assertRefused("'attributes' must not be null", () -> TrackOperation.identify(PERSON, null));
		assertRefused("'attributes' must not be null", () -> TrackOperation.person(PERSON).event("e", null));
		assertRefused("'name' must not be null", () -> TrackOperation.person(PERSON).event(null, Map.of()));
		assertRefused("'person' must not be null", () -> TrackOperation.person((Identifier) null).merge(PERSON));
		assertRefused("'secondary' must not be null", () -> TrackOperation.person(PERSON).merge(null));
		assertRefused("'device' must not be null", () -> TrackOperation.person(PERSON).addDevice(null));
		assertRefused("'token' must not be null", () -> TrackOperation.person(PERSON).deleteDevice(null));
		assertRefused("'object' must not be null", () -> TrackOperation.object(null));
		assertRefused("'relationships' must not be empty", () -> TrackOperation.person(PERSON).addRelationships(null));
		assertRefused("'objects' must not be empty", () -> TrackOperation.person(PERSON).deleteRelationships(null));
	}

	@Test
	void relationshipsWhenEmptyAreRefused() {
		assertRefused("'relationships' must not be empty",
				() -> TrackOperation.person(PERSON).addRelationships(List.of()));
		assertRefused("'objects' must not be empty",
				() -> TrackOperation.person(PERSON).deleteRelationships(List.of()));
	}

	@Test
	void relationshipAttributesWhenTooLongAreRefused() {
		assertRefused("'attributes.role' must have at most 1000 bytes of UTF-8, has 1001",
				() -> TrackOperation.person(PERSON)
					.addRelationships(List.of(new Relationship(OBJECT, Map.of("role", "x".repeat(1001))))));
	}

	@Test
	void deviceAttributesWhenTooLongAreRefused() {
		assertRefused("'attributes.app' must have at most 1000 bytes of UTF-8, has 1001",
				() -> TrackOperation.person(PERSON)
					.addDevice(new Device("t", "ios", null, Map.of("app", "x".repeat(1001)))));
	}

	@Test
	void objectAttributesWhenTooLongAreRefused() {
		assertRefused("'attributes.name' must have at most 1000 bytes of UTF-8, has 1001",
				() -> TrackOperation.object(OBJECT).identify(Map.of("name", "x".repeat(1001)), List.of()));
	}

	@Test
	void mergeWhenBothAreTheSameIsRefused() {
		assertRefused("'primary' and 'secondary' must differ",
				() -> TrackOperation.person(PERSON).merge(Identifier.id("42")));
	}

	@Test
	void mergeWhenTheSameValueIsOfAnotherTypeIsAccepted() {
		assertThat(TrackOperation.person(PERSON).merge(Identifier.cioId("42")).toJson())
			.contains("\"secondary\":{\"cio_id\"");
	}

	@Test
	void mergeWhenByPhoneIsRefused() {
		Identifier phone = Identifier.phone("+15551234567");
		assertRefused("People cannot be merged by phone", () -> TrackOperation.person(phone).merge(PERSON));
		assertRefused("People cannot be merged by phone", () -> TrackOperation.person(PERSON).merge(phone));
	}

	@Test
	void deleteDeviceWhenTokenIsTooLongIsRefused() {
		assertRefused("'token' must have at most 4096 bytes of UTF-8, has 4097",
				() -> TrackOperation.person(PERSON).deleteDevice("t".repeat(4097)));
	}

	@Test
	void mergeWhenBothAreTheSameAddressInOtherCaseIsRefused() {
		assertRefused("'primary' and 'secondary' must differ",
				() -> TrackOperation.person(Identifier.email("Jane@example.com"))
					.merge(Identifier.email("jane@Example.com")));
	}

	@Test
	void whatIsNoEventIsRefusedForSomebodyAnonymous() {
		Identifier visitor = Identifier.anonymous("visitor-7");
		String message = "An anonymous identifier can be used for events, pages and screens only";
		PersonOperations anonymous = TrackOperation.person(visitor);
		assertRefused(message, () -> anonymous.identify(Map.of()));
		assertRefused(message, () -> anonymous.update(Map.of()));
		assertRefused(message, anonymous::delete);
		assertRefused(message, anonymous::suppress);
		assertRefused(message, anonymous::unsuppress);
		assertRefused(message, () -> anonymous.addDevice(new Device("t", "ios")));
		assertRefused(message, () -> anonymous.deleteDevice("t"));
		assertRefused(message, () -> anonymous.addRelationships(List.of(new Relationship(OBJECT))));
		assertRefused(message, () -> anonymous.deleteRelationships(List.of(OBJECT)));
		assertRefused(message, () -> anonymous.merge(PERSON));
		assertRefused(message, () -> TrackOperation.person(PERSON).merge(visitor));
	}

	@Test
	void peopleOfObjectsWhenByPhoneOrAnonymousAreRefused() {
		Identifier phone = Identifier.phone("+15551234567");
		String message = "'people' must be identified by id, email or cio_id, but one has the type ";
		ObjectOperations acme = TrackOperation.object(OBJECT);
		assertRefused(message + "phone", () -> acme.identify(Map.of(), List.of(new RelatedPerson(phone))));
		assertRefused(message + "phone", () -> acme.removePeople(List.of(phone)));
		assertRefused(message + "anonymous_id",
				() -> acme.addPeople(List.of(new RelatedPerson(Identifier.anonymous("a")))));
		assertRefused("'people' must not be empty", () -> acme.addPeople(List.of()));
		assertRefused("'people' must not be empty", () -> acme.removePeople(List.of()));
	}

	@Test
	void relationshipsWhenNullAreRefusedByName() {
		ObjectOperations acme = TrackOperation.object(OBJECT);
		PersonOperations person = TrackOperation.person(PERSON);
		assertRefused("'relationships' must not be null", () -> person.identify(Map.of(), null));
		assertRefused("'relationships' must not contain null",
				() -> person.addRelationships(Collections.singletonList(null)));
		assertRefused("'people' must not be null", () -> acme.identify(Map.of(), null));
		assertRefused("'people' must not contain null", () -> acme.addPeople(Collections.singletonList(null)));
		assertRefused("'person' must not be null", () -> new RelatedPerson(null));
		assertRefused("'attributes' must not be null", () -> new RelatedPerson(PERSON, null));
	}

	private static void assertRefused(String message, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run).withMessage(message);
	}

}
