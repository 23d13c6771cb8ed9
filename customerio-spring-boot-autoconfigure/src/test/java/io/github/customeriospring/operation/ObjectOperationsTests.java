package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ObjectOperations}.
 */
class ObjectOperationsTests {

	private static final Identifier PERSON = Identifier.id("42");

	private final ObjectOperations acme = TrackOperation.object(new ObjectIdentifier("1", "acme"));

	@Test
	void identifyCanRelateToPeopleWithAttributes() {
		TrackOperation operation = this.acme
			.identify(Map.of("name", "Acme"), List.of(new RelatedPerson(PERSON, Map.of("role", "admin"))))
			.withTimestamp(Instant.ofEpochSecond(1_772_013_598));
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"acme"},\
				"timestamp":1772013598,"attributes":{"name":"Acme"},\
				"cio_relationships":[{"identifiers":{"id":"42"},"relationship_attributes":{"role":"admin"}}]}""");
	}

	@Test
	void addPeopleRelatesManyAtOnce() {
		TrackOperation operation = this.acme.addPeople(List.of(new RelatedPerson(PERSON),
				new RelatedPerson(Identifier.cioId("03"), Map.of("role", "admin")), new RelatedPerson(PERSON)));
		assertThat(operation.name()).isEqualTo("object add_relationships");
		assertThat(operation.subjects()).containsExactly("object:1:acme", "id:42", "cio_id:03");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"object","action":"add_relationships",\
				"identifiers":{"object_type_id":"1","object_id":"acme"},"cio_relationships":[\
				{"identifiers":{"id":"42"}},\
				{"identifiers":{"cio_id":"03"},"relationship_attributes":{"role":"admin"}},\
				{"identifiers":{"id":"42"}}]}""");
	}

	@Test
	void removePeopleEndsManyRelationshipsAtOnce() {
		TrackOperation operation = this.acme.removePeople(List.of(PERSON));
		assertThat(operation.name()).isEqualTo("object delete_relationships");
		assertThat(operation.subjects()).containsExactly("object:1:acme", "id:42");
		assertThat(operation.toJson()).isEqualTo("""
				{"type":"object","action":"delete_relationships",\
				"identifiers":{"object_type_id":"1","object_id":"acme"},\
				"cio_relationships":[{"identifiers":{"id":"42"}}]}""");
	}

	@Test
	void objectCanBeNamedByTheIdOfCustomerIo() {
		TrackOperation operation = TrackOperation.object(ObjectIdentifier.cioId("obj_1")).delete();
		assertThat(operation.subjects()).containsExactly("cio_object_id:obj_1");
		assertThat(operation.toJson())
			.isEqualTo("{\"type\":\"object\",\"action\":\"delete\",\"identifiers\":{\"cio_object_id\":\"obj_1\"}}");
	}

	@Test
	void attributesOfARelationshipAreChecked() {
		RelatedPerson related = new RelatedPerson(PERSON, Map.of("role", "x".repeat(1001)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.acme.addPeople(List.of(related)))
			.withMessage("'attributes.role' must have at most 1000 bytes of UTF-8, has 1001");
		assertThat(related).hasToString("relationship to a person");
	}

}
