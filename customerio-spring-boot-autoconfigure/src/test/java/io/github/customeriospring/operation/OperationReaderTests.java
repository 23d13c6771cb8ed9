package io.github.customeriospring.operation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.customeriospring.simulator.contract.Contract;
import io.github.customeriospring.simulator.contract.Contract.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OperationReader}.
 */
class OperationReaderTests {

	private static final Instant WHEN = Instant.ofEpochSecond(1_700_000_000);

	private static final String ULID = "01HF7YAT00000000000000000A";

	private static final PersonOperations PERSON = TrackOperation.person(Identifier.email("Jane@Example.com"));

	private static final ObjectOperations OBJECT = TrackOperation.object(new ObjectIdentifier("1", "acme"));

	static List<TrackOperation> operations() {
		List<Relationship> relationships = List
			.of(new Relationship(new ObjectIdentifier("1", "acme"), Map.of("role", "owner")));
		List<RelatedPerson> people = List.of(new RelatedPerson(Identifier.id("42"), Map.of("role", "owner")));
		return List.of(PERSON.identify(Map.of("plan", "pro", "score", 0.1)),
				PERSON.identify(Map.of("plan", "pro"), relationships), PERSON.update(Map.of("plan", "pro")),
				PERSON.delete(), PERSON.suppress(), PERSON.unsuppress(), PERSON.merge(Identifier.cioId("cio_01")),
				PERSON.event("paid", Map.of("total", 9.50, "lines", List.of(Map.of("sku", "a")))),
				PERSON.page("/p", Map.of()), PERSON.screen("s", Map.of()),
				TrackOperation.person(Identifier.anonymous("v1")).event("seen", Map.of()),
				PERSON.addDevice(new Device("token", "ios", WHEN, Map.of("os", "18"))), PERSON.deleteDevice("token"),
				PERSON.addRelationships(relationships),
				PERSON.deleteRelationships(List.of(ObjectIdentifier.cioId("ob1"))), OBJECT.identify(Map.of("a", 1)),
				OBJECT.identify(Map.of("a", 1), people), OBJECT.delete(), OBJECT.addPeople(people),
				OBJECT.removePeople(List.of(Identifier.id("42"))));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void operationIsReadAsItWas(TrackOperation operation) {
		TrackOperation read = TrackOperation.fromJson(operation.toBytes());
		assertThat(read.toJson()).isEqualTo(operation.toJson());
		assertThat(read.subjects()).isEqualTo(operation.subjects());
		assertThat(read.name()).isEqualTo(operation.name());
		assertThat(read.isDestructive()).isEqualTo(operation.isDestructive());
	}

	@Test
	void operationsOfEveryKindAreRead() {
		Set<String> names = new TreeSet<>();
		operations().forEach((operation) -> names.add(operation.name()));
		assertThat(names).hasSize(OperationKind.values().length);
	}

	@Test
	void whatIsMissingIsAsGiven() {
		TrackOperation event = read("""
				{"type": "person", "action": "event", "identifiers": {"id": 42}, "name": "paid"}""");
		assertThat(event.toJson()).contains("\"id\":\"" + ULID + "\"")
			.contains("\"identifiers\":{\"id\":\"42\"}")
			.contains("\"timestamp\":1700000000");
		assertThat(event.subjects()).containsExactly("id:42");
	}

	@Test
	void millisecondsBecomeSecondsAsElsewhere() {
		assertThat(
				read("""
						{"type":"person","action":"identify","identifiers":{"id":"42"},"attributes":{"paid_at":1700000000123}}""")
					.content()
					.attributes())
			.isEqualTo(Map.of("paid_at", 1_700_000_000));
	}

	@Test
	void longNumbersKeepTheirDigits() {
		assertThat(
				read("""
						{"type":"person","action":"identify","identifiers":{"id":"42"},"attributes":{"n":0.12345678901234567890}}""")
					.toJson())
			.contains("0.12345678901234567890");
	}

	@Test
	void readingAgreesWithEveryFact() {
		List<String> disagreements = new ArrayList<>();
		int valid = 0;
		int invalid = 0;
		for (Body body : Contract.read().bodies()) {
			if (!body.operation().path().equals("/api/v2/entity") || isStricter(body)) {
				continue;
			}
			try {
				read(body.json());
				valid++;
				if (!body.valid()) {
					disagreements.add("Taken: " + body);
				}
			}
			catch (IllegalArgumentException ex) {
				invalid++;
				if (body.valid()) {
					disagreements.add("Refused: " + body + ", " + ex.getMessage());
				}
			}
		}
		assertThat(disagreements).isEmpty();
		assertThat(valid).isGreaterThan(80);
		assertThat(invalid).isGreaterThan(100);
	}

	/** Kinds that are not known here, padding, and ids that are no ULIDs. */
	private static boolean isStricter(Body body) {
		return body.fact().rule().equals("max-body-bytes")
				|| Set.of("delivery event", "object identify_anonymous").contains(body.operation().name())
				|| (body.fact().field().equals("id") && body.operation().name().matches("person (event|page|screen)"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "nonsense", "{\"type\":\"person\"}",
			"{\"type\":\"person\",\"action\":\"delete\",\"identifiers\":{\"id\":\"1\"}} {}",
			"{\"type\":\"person\",\"action\":\"delete\",\"identifiers\":{\"id\":\"1\",\"id\":\"2\"}}",
			"{\"type\":\"person\",\"action\":\"delete\",\"identifiers\":{\"id\":\"1\",\"email\":\"a@b.c\"}}",
			"{\"type\":\"person\",\"action\":\"delete\",\"identifiers\":{\"anonymous_id\":\"1\"}}",
			"{\"type\":\"person\",\"action\":\"identify\",\"identifiers\":{\"id\":\"1\"},\"attribtues\":{\"a\":1}}" })
	void whatIsNoOperationIsRefused(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(json));
	}

	@Test
	void refusalQuotesNothingOfIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(
				"""
						{"type":"person","action":"identify","identifiers":{"email":"jane.example.com"},"jane@example.com":1}"""))
			.withMessageNotContaining("jane");
		assertThatIllegalArgumentException().isThrownBy(() -> read("""
				{"type":"person","action":"identify","attributes":{"plan":jane}}"""))
			.withMessageNotContaining("attributes");
	}

	private static TrackOperation read(String json) {
		return TrackOperation.fromJson(json.getBytes(StandardCharsets.UTF_8), WHEN, () -> ULID);
	}

}
