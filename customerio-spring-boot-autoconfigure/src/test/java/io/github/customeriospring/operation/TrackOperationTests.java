package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the JSON that each kind of {@link TrackOperation} has.
 */
class TrackOperationTests {

	private static final Identifier PERSON = Identifier.id("42");

	private static final ObjectIdentifier OBJECT = new ObjectIdentifier("1", "acme");

	private static final Instant TIME = Instant.ofEpochSecond(1_772_013_598);

	private static final String ULID = "01BX5ZZKBKACTAV9WEVGEMMVRY";

	@Test
	void identifyHasAttributesAndTimestamp() {
		TrackOperation operation = TrackOperation.identify(PERSON, Map.of("plan", "pro")).withTimestamp(TIME);
		assertThat(operation.name()).isEqualTo("person identify");
		assertThat(operation.subjects()).containsExactly("id:42");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"identify","identifiers":{"id":"42"},"timestamp":1772013598,\
				"attributes":{"plan":"pro"}}""");
	}

	@Test
	void identifyWhenByOtherIdentifiersNamesTheirType() {
		assertThat(TrackOperation.person(Identifier.email("jane@example.com")).delete().toJson())
			.contains("\"identifiers\":{\"email\":\"jane@example.com\"}");
		assertThat(TrackOperation.person(Identifier.phone("+15551234567")).delete().toJson())
			.contains("\"identifiers\":{\"phone\":\"+15551234567\"}");
		assertThat(TrackOperation.person(Identifier.cioId("0300000001")).delete().toJson())
			.contains("\"identifiers\":{\"cio_id\":\"0300000001\"}");
	}

	@Test
	void deleteHasNothingButThePerson() {
		TrackOperation operation = TrackOperation.person(PERSON).delete();
		assertThat(operation.name()).isEqualTo("person delete");
		assertThat(operation.subjects()).containsExactly("id:42");
		assertThat(operation.toJson())
			.isEqualTo("{\"type\":\"person\",\"action\":\"delete\",\"identifiers\":{\"id\":\"42\"}}");
	}

	@Test
	void suppressHasNothingButThePerson() {
		TrackOperation operation = TrackOperation.person(PERSON).suppress();
		assertThat(operation.name()).isEqualTo("person suppress");
		assertThat(operation.toJson())
			.isEqualTo("{\"type\":\"person\",\"action\":\"suppress\",\"identifiers\":{\"id\":\"42\"}}");
	}

	@Test
	void unsuppressHasNothingButThePerson() {
		TrackOperation operation = TrackOperation.person(PERSON).unsuppress();
		assertThat(operation.name()).isEqualTo("person unsuppress");
		assertThat(operation.toJson())
			.isEqualTo("{\"type\":\"person\",\"action\":\"unsuppress\",\"identifiers\":{\"id\":\"42\"}}");
	}

	@Test
	void eventHasIdNameTimestampAndAttributes() {
		TrackOperation operation = TrackOperation.person(PERSON)
			.event("purchase", Map.of("price", 9))
			.withId(ULID)
			.withTimestamp(TIME);
		assertThat(operation.name()).isEqualTo("person event");
		assertThat(operation.subjects()).containsExactly("id:42");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"event","identifiers":{"id":"42"},"id":"01BX5ZZKBKACTAV9WEVGEMMVRY",\
				"name":"purchase","timestamp":1772013598,"attributes":{"price":9}}""");
	}

	@Test
	void pageIsAnEventOfItsOwnAction() {
		TrackOperation operation = TrackOperation.person(PERSON)
			.page("https://example.com/a", Map.of())
			.withId(ULID)
			.withTimestamp(TIME);
		assertThat(operation.name()).isEqualTo("person page");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"page","identifiers":{"id":"42"},"id":"01BX5ZZKBKACTAV9WEVGEMMVRY",\
				"name":"https://example.com/a","timestamp":1772013598,"attributes":{}}""");
	}

	@Test
	void screenIsAnEventOfItsOwnAction() {
		TrackOperation operation = TrackOperation.person(PERSON)
			.screen("Home", Map.of())
			.withId(ULID)
			.withTimestamp(TIME);
		assertThat(operation.name()).isEqualTo("person screen");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"screen","identifiers":{"id":"42"},"id":"01BX5ZZKBKACTAV9WEVGEMMVRY",\
				"name":"Home","timestamp":1772013598,"attributes":{}}""");
	}

	@Test
	void mergeNamesBothPeopleAndNoIdentifiers() {
		TrackOperation operation = TrackOperation.person(PERSON).merge(Identifier.email("jane@example.com"));
		assertThat(operation.name()).isEqualTo("person merge");
		assertThat(operation.subjects()).containsExactly("id:42", "email:jane@example.com");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"merge","primary":{"id":"42"},"secondary":{"email":"jane@example.com"}}""");
	}

	@Test
	void addDeviceHasTokenAndPlatform() {
		TrackOperation operation = TrackOperation.person(PERSON).addDevice(new Device("token-1", "ios"));
		assertThat(operation.name()).isEqualTo("person add_device");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"add_device","identifiers":{"id":"42"},\
				"device":{"token":"token-1","platform":"ios"}}""");
	}

	@Test
	void addDeviceWhenMoreIsKnownHasThatToo() {
		Device device = new Device("token-1", "android", TIME, Map.of("app_version", "1.2"));
		assertThat(TrackOperation.person(PERSON).addDevice(device).toJson()).contains("""
				"device":{"token":"token-1","platform":"android","last_used":1772013598,\
				"attributes":{"app_version":"1.2"}}""");
	}

	@Test
	void deleteDeviceHasTheToken() {
		TrackOperation operation = TrackOperation.person(PERSON).deleteDevice("token-1");
		assertThat(operation.name()).isEqualTo("person delete_device");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"delete_device","identifiers":{"id":"42"},"device":{"token":"token-1"}}""");
	}

	@Test
	void addRelationshipsHasObjectsAndAttributesWhereThereAreSome() {
		TrackOperation operation = TrackOperation.person(PERSON)
			.addRelationships(List.of(new Relationship(OBJECT),
					new Relationship(new ObjectIdentifier("2", "java"), Map.of("role", "teacher"))));
		assertThat(operation.name()).isEqualTo("person add_relationships");
		assertThat(operation.subjects()).containsExactly("id:42", "object:1:acme", "object:2:java");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"add_relationships","identifiers":{"id":"42"},"cio_relationships":[\
				{"identifiers":{"object_type_id":"1","object_id":"acme"}},\
				{"identifiers":{"object_type_id":"2","object_id":"java"},"relationship_attributes":{"role":"teacher"}}\
				]}""");
	}

	@Test
	void deleteRelationshipsHasObjects() {
		TrackOperation operation = TrackOperation.person(PERSON).deleteRelationships(List.of(OBJECT));
		assertThat(operation.name()).isEqualTo("person delete_relationships");
		assertThat(operation.subjects()).containsExactly("id:42", "object:1:acme");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"delete_relationships","identifiers":{"id":"42"},\
				"cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"}}]}""");
	}

	@Test
	void identifyObjectHasAttributesTimestampAndPeople() {
		TrackOperation operation = TrackOperation.object(OBJECT)
			.identify(Map.of("name", "Acme"),
					List.of(new RelatedPerson(PERSON), new RelatedPerson(Identifier.email("jane@example.com"))))
			.withTimestamp(TIME);
		assertThat(operation.name()).isEqualTo("object identify");
		assertThat(operation.subjects()).containsExactly("object:1:acme", "id:42", "email:jane@example.com");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"acme"},\
				"timestamp":1772013598,"attributes":{"name":"Acme"},\
				"cio_relationships":[{"identifiers":{"id":"42"}},{"identifiers":{"email":"jane@example.com"}}]}""");
	}

	@Test
	void identifyObjectWhenNobodyIsGivenHasNoRelationships() {
		assertThat(TrackOperation.object(OBJECT).identify(Map.of(), List.of()).toJson())
			.doesNotContain("cio_relationships");
	}

	@Test
	void deleteObjectHasNothingButTheObject() {
		TrackOperation operation = TrackOperation.object(OBJECT).delete();
		assertThat(operation.name()).isEqualTo("object delete");
		assertThat(operation.subjects()).containsExactly("object:1:acme");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"object","action":"delete","identifiers":{"object_type_id":"1","object_id":"acme"}}""");
	}

	@Test
	void toBytesIsACopyOfTheJson() {
		TrackOperation operation = TrackOperation.identify(Identifier.id("Ж"), Map.of("plan", "pro"));
		String json = operation.toJson();
		assertThat(operation.toBytes()).asString().isEqualTo(json);
		assertThat(operation.size()).isEqualTo(json.length() + 1);
		operation.toBytes()[0] = 'x';
		assertThat(operation.toJson()).isEqualTo(json);
	}

	@Test
	void equalsComparesTheJson() {
		TrackOperation operation = TrackOperation.person(PERSON)
			.event("purchase", Map.of())
			.withId(ULID)
			.withTimestamp(TIME);
		TrackOperation same = TrackOperation.person(PERSON)
			.event("purchase", Map.of())
			.withId(ULID)
			.withTimestamp(TIME);
		assertThat(operation).isEqualTo(same).hasSameHashCodeAs(same);
		assertThat(operation).isNotEqualTo(operation.withTimestamp(TIME.plusSeconds(1)))
			.isNotEqualTo(TrackOperation.person(PERSON).event("purchase", Map.of()).withTimestamp(TIME))
			.isNotEqualTo(null)
			.isNotEqualTo(operation.toJson());
	}

	@Test
	void toStringHasNoPersonalData() {
		TrackOperation operation = TrackOperation.person(Identifier.email("jane@example.com"))
			.event("got divorced", Map.of("city", "Springfield"));
		assertThat(operation).hasToString("person event (" + operation.size() + " bytes)");
	}

}
