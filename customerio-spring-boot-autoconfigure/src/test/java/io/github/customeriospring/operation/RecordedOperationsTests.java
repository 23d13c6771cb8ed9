package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.customeriospring.app.Recordings;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that operations are what the recordings have, field by field.
 */
class RecordedOperationsTests {

	private static final Identifier EMAIL = Identifier.email("person@example.com");

	private static final ObjectIdentifier ACME = new ObjectIdentifier("1", "acme");

	private static final ObjectIdentifier OBJECT = ObjectIdentifier.cioId("obj30000001");

	private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

	private static final Map<String, ?> TOTAL = Map.of("total", 9.5);

	private static final Map<String, ?> OWNER = Map.of("role", "owner");

	private final PersonOperations person = TrackOperation.person("42");

	@Test
	void identifyIsThatOfTheSdk() {
		assertThat(json(this.person.identify(Map.of("plan", "pro")).withTimestamp(TIME)))
			.isEqualTo(Recordings.call("entity").get("body"));
	}

	@Test
	void eventAndObjectAreThoseOfTheSdk() {
		assertBatch("batch",
				TrackOperation.person(EMAIL)
					.event("order placed", TOTAL)
					.withId("01ARZ3NDEKTSV4RRFFQ69G5FAW")
					.withTimestamp(TIME),
				TrackOperation.object(ACME)
					.identify(Map.of("name", "Acme"), List.of(new RelatedPerson(Identifier.id("42")))));
	}

	@Test
	void anonymousEventsAreThoseOfTheSpecification() {
		PersonOperations visitor = TrackOperation.person(Identifier.anonymous("anon-1"));
		assertBatch("specAnonymous",
				visitor.event("order placed", TOTAL).withId("01ARZ3NDEKTSV4RRFFQ69G5FB0").withTimestamp(TIME),
				visitor.page("order placed", TOTAL).withId("01ARZ3NDEKTSV4RRFFQ69G5FB1").withTimestamp(TIME),
				visitor.screen("order placed", TOTAL).withId("01ARZ3NDEKTSV4RRFFQ69G5FB2").withTimestamp(TIME));
	}

	@Test
	void relationshipsOfPeopleAreThoseOfTheSpecification() {
		assertBatch("specPersonRelationships",
				this.person.identify(Map.of("plan", "pro"), List.of(new Relationship(ACME, OWNER))).withTimestamp(TIME),
				TrackOperation.person(EMAIL).addRelationships(List.of(new Relationship(ACME))),
				this.person.deleteRelationships(List.of(OBJECT)));
	}

	@Test
	void relationshipsOfObjectsAreThoseOfTheSpecification() {
		ObjectOperations acme = TrackOperation.object(ACME);
		ObjectOperations object = TrackOperation.object(OBJECT);
		assertBatch("specObjectRelationships",
				acme.identify(Map.of("name", "Acme"), List.of(new RelatedPerson(Identifier.id("42"), OWNER))),
				object.addPeople(List.of(new RelatedPerson(EMAIL))),
				acme.removePeople(List.of(Identifier.cioId("a3000001"))), object.delete());
	}

	private static void assertBatch(String name, TrackOperation... operations) {
		List<JsonNode> recorded = Recordings.call(name).at("/body/batch").valueStream().toList();
		assertThat(Stream.of(operations).map(RecordedOperationsTests::json)).containsExactlyElementsOf(recorded);
	}

	/** An object's timestamp is ours: the specification has none, Segment sends one. */
	private static JsonNode json(TrackOperation operation) {
		ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(operation.toBytes());
		if (json.path("type").asString().equals("object")) {
			json.remove("timestamp");
		}
		return json;
	}

}
