package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PersonOperations}.
 */
class PersonOperationsTests {

	private static final ObjectIdentifier ACME = new ObjectIdentifier("1", "acme");

	private static final Instant TIME = Instant.ofEpochSecond(1_772_013_598);

	private static final String ULID = "01BX5ZZKBKACTAV9WEVGEMMVRY";

	private final PersonOperations person = TrackOperation.person("42");

	private final PersonOperations visitor = TrackOperation.person(Identifier.anonymous("visitor-7"));

	@Test
	void identifyCanRelateToObjects() {
		TrackOperation operation = this.person
			.identify(Map.of("plan", "pro"),
					List.of(new Relationship(ACME, Map.of("role", "admin")),
							new Relationship(ObjectIdentifier.cioId("obj_1")), new Relationship(ACME)))
			.withTimestamp(TIME);
		assertThat(operation.name()).isEqualTo("person identify");
		assertThat(operation.subjects()).containsExactly("id:42", "object:1:acme", "cio_object_id:obj_1");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"person","action":"identify","identifiers":{"id":"42"},"timestamp":1772013598,\
				"attributes":{"plan":"pro"},"cio_relationships":[\
				{"identifiers":{"object_type_id":"1","object_id":"acme"},"relationship_attributes":{"role":"admin"}},\
				{"identifiers":{"cio_object_id":"obj_1"}},\
				{"identifiers":{"object_type_id":"1","object_id":"acme"}}]}""");
	}

	@Test
	void updateCreatesNobody() {
		assertThat(this.person.update(Map.of("plan", "pro")).withTimestamp(TIME).toJson()).isEqualTo("""
				{"type":"person","action":"identify","identifiers":{"id":"42"},"timestamp":1772013598,\
				"attributes":{"plan":"pro","_update":true}}""");
	}

	@Test
	void subjectOfAnEmailAddressHasNoCaseButTheAddressIsSentAsGiven() {
		TrackOperation operation = TrackOperation.person(Identifier.email("Jane@Example.com")).delete();
		assertThat(operation.subjects()).containsExactly("email:jane@example.com");
		assertThat(operation.toJson()).contains("\"identifiers\":{\"email\":\"Jane@Example.com\"}");
		assertThat(
				TrackOperation.object(ACME).addPeople(List.of(new RelatedPerson(Identifier.email("J@X")))).subjects())
			.contains("email:j@x");
	}

	@Test
	void eventWithoutDataHasNone() {
		assertThat(TrackOperation.event("42", "signed_up").withId(ULID).withTimestamp(TIME).toJson()).isEqualTo("""
				{"type":"person","action":"event","identifiers":{"id":"42"},"id":"01BX5ZZKBKACTAV9WEVGEMMVRY",\
				"name":"signed_up","timestamp":1772013598,"attributes":{}}""");
	}

	@Test
	void eventsOfSomebodyAnonymousAreOperations() {
		TrackOperation event = this.visitor.event("viewed", Map.of("item", 7)).withId(ULID).withTimestamp(TIME);
		assertThat(event.name()).isEqualTo("person event");
		assertThat(event.subjects()).containsExactly("anonymous_id:visitor-7");
		assertThat(event.toJson()).isEqualTo("""
				{"type":"person","action":"event","identifiers":{"anonymous_id":"visitor-7"},\
				"id":"01BX5ZZKBKACTAV9WEVGEMMVRY","name":"viewed","timestamp":1772013598,"attributes":{"item":7}}""");
		assertThat(this.visitor.page("/a", Map.of()).toJson()).contains("\"action\":\"page\"", "\"anonymous_id\"");
		assertThat(this.visitor.screen("Home", Map.of()).toJson()).contains("\"action\":\"screen\"",
				"\"anonymous_id\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://shop.example.com/", "/category/" })
	void pageWhenItsUrlIsLongIsCutAndKeptWhole(String start) {
		String url = start + "é".repeat(100);
		OperationContent content = this.person.page(url, Map.of("a", 1)).content();
		assertThat(url).startsWith(content.name());
		assertThat(TextRules.utf8Length(content.name())).isBetween(99, 100);
		assertThat(content.attributes()).containsOnly(Map.entry("a", 1), Map.entry("url", url));
	}

	@Test
	void viewWhenItsNameIsLongIsCutAtACharacterAndKeptWhole() {
		String name = "x".repeat(97) + "😀" + "y";
		OperationContent content = this.person.screen(name, Map.of()).content();
		assertThat(content.name()).isEqualTo("x".repeat(97));
		assertThat(content.attributes()).containsOnly(Map.entry("name", name));
		assertThat(this.person.page(name, Map.of()).content().attributes()).containsOnly(Map.entry("name", name));
	}

	@Test
	void viewWhenItHasTheAttributeAlreadyKeepsThat() {
		String url = "https://example.com/" + "x".repeat(100);
		assertThat(this.person.page(url, Map.of("url", "mine")).content().attributes())
			.containsOnly(Map.entry("url", "mine"));
	}

	@Test
	void viewWhenItsNameFitsIsNotCut() {
		String name = "é".repeat(50);
		assertThat(this.person.page(name, Map.of()).content())
			.isEqualTo(new OperationContent("person", "page", Map.of("id", "42"), name, Map.of(), Map.of()));
	}

	@Test
	void whatTakesAwayIsDestructive() {
		ObjectOperations object = TrackOperation.object(ACME);
		assertThat(List.of(this.person.delete(), this.person.suppress(), this.person.deleteDevice("t"),
				this.person.deleteRelationships(List.of(ACME)), this.person.merge(Identifier.id("43")), object.delete(),
				object.removePeople(List.of(Identifier.id("42")))))
			.allMatch(TrackOperation::isDestructive);
		assertThat(List.of(this.person.identify(Map.of()), this.person.unsuppress(), this.person.event("e"),
				this.person.page("p", Map.of()), this.person.screen("s", Map.of()),
				this.person.addDevice(new Device("t", "ios")),
				this.person.addRelationships(List.of(new Relationship(ACME))), object.identify(Map.of()),
				object.addPeople(List.of(new RelatedPerson(Identifier.id("42"))))))
			.noneMatch(TrackOperation::isDestructive);
	}

	@Test
	void namesOfOperationsAreShared() {
		assertThat(this.person.delete().name()).isSameAs(TrackOperation.person("43").delete().name());
	}

}
