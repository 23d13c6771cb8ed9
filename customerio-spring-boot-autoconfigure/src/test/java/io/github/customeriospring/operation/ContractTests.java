package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.github.customeriospring.simulator.contract.Contract;
import io.github.customeriospring.simulator.contract.Contract.Body;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that operations are refused exactly where the {@link Contract} says so, as far as
 * they can be said in Java at all: nobody can leave out an identifier or give two.
 */
class ContractTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
	};

	/** For these the client has no words: they can be sent by {@code exchange} only. */
	private static final Set<String> LEFT_OUT = Set.of("delivery event", "object identify_anonymous");

	@Test
	void operationsAgreeWithEveryFactThatCanBeSaid() {
		List<String> disagreements = new ArrayList<>();
		Set<String> unsaid = new TreeSet<>();
		int valid = 0;
		int invalid = 0;
		for (Body body : Contract.read().bodies()) {
			if (!body.operation().path().equals("/api/v2/entity") || LEFT_OUT.contains(body.operation().name())
					|| isOfTheWire(body)) {
				continue;
			}
			try {
				TrackOperation operation = operation(MAPPER.readValue(body.json(), OBJECT));
				if (operation == null) {
					if (body.valid()) {
						unsaid.add(body.operation().name() + ", " + body.fact().field());
					}
					continue;
				}
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
		// any text is valid, a ULID alone lets Customer.io drop duplicates
		assertThat(unsaid).containsExactlyInAnyOrder("person event, id", "person page, id", "person screen, id");
		assertThat(valid).isGreaterThan(80);
		assertThat(invalid).isGreaterThan(60);
	}

	/**
	 * The size of the whole counts what the client adds, and long names of pages and
	 * screens are cut.
	 */
	private static boolean isOfTheWire(Body body) {
		return body.fact().rule().equals("max-body-bytes") || (body.fact().field().equals("name")
				&& body.fact().rule().equals("max-bytes") && !body.operation().name().equals("person event"));
	}

	/**
	 * Say a body in Java.
	 * @return the operation, or {@code null} if it cannot be said
	 */
	private static @Nullable TrackOperation operation(Map<String, ?> body) {
		return switch (body.get("type") + " " + body.get("action")) {
			case "person merge" -> merge(body);
			case "object identify", "object delete", "object add_relationships", "object delete_relationships" ->
				object(body);
			default -> "person".equals(body.get("type")) ? person(body) : null;
		};
	}

	private static @Nullable TrackOperation merge(Map<String, ?> body) {
		if (!isIdentifier(body.get("primary")) || !isIdentifier(body.get("secondary"))) {
			return null;
		}
		return TrackOperation.person(identifier(body.get("primary"))).merge(identifier(body.get("secondary")));
	}

	private static @Nullable TrackOperation person(Map<String, ?> body) {
		if (!isIdentifier(body.get("identifiers"))) {
			return null;
		}
		PersonOperations person = TrackOperation.person(identifier(body.get("identifiers")));
		Object attributes = (body.get("attributes") != null) ? body.get("attributes") : Map.of();
		return switch (String.valueOf(body.get("action"))) {
			case "identify" -> relationships(body, true) ? at(body, person.identify(attributes)) : null;
			case "delete" -> person.delete();
			case "suppress" -> person.suppress();
			case "unsuppress" -> person.unsuppress();
			case "event" -> isName(body) ? at(body, person.event(name(body), attributes)) : null;
			case "page" -> isName(body) ? at(body, person.page(name(body), attributes)) : null;
			case "screen" -> isName(body) ? at(body, person.screen(name(body), attributes)) : null;
			case "add_relationships" -> relationships(body, false)
					? person.addRelationships(List.of(new Relationship(new ObjectIdentifier("1", "acme")))) : null;
			case "delete_relationships" -> relationships(body, false)
					? person.deleteRelationships(List.of(new ObjectIdentifier("1", "acme"))) : null;
			case "add_device" -> device(body, person);
			case "delete_device" ->
				(body.get("device") instanceof Map<?, ?> device && device.get("token") instanceof String token)
						? person.deleteDevice(token) : null;
			default -> null;
		};
	}

	private static @Nullable TrackOperation device(Map<String, ?> body, PersonOperations person) {
		if (!(body.get("device") instanceof Map<?, ?> device) || !(device.get("token") instanceof String token)
				|| !(device.get("platform") instanceof String platform)) {
			return null;
		}
		Object lastUsed = device.get("last_used");
		if (lastUsed != null && !(lastUsed instanceof Integer || lastUsed instanceof Long)) {
			return null;
		}
		Object attributes = (device.get("attributes") != null) ? device.get("attributes") : Map.of();
		return person.addDevice(new Device(token, platform,
				(lastUsed != null) ? Instant.ofEpochSecond(((Number) lastUsed).longValue()) : null, attributes));
	}

	private static @Nullable TrackOperation object(Map<String, ?> body) {
		if (!(body.get("identifiers") instanceof Map<?, ?> identifiers)
				|| !(identifiers.get("object_id") instanceof String objectId) || !relationships(body, true)) {
			return null;
		}
		ObjectOperations object = TrackOperation.object(new ObjectIdentifier("1", objectId));
		Object attributes = (body.get("attributes") != null) ? body.get("attributes") : Map.of();
		boolean people = body.get("cio_relationships") instanceof List<?> list && !list.isEmpty();
		return switch (String.valueOf(body.get("action"))) {
			case "identify" -> object.identify(attributes);
			case "delete" -> object.delete();
			case "add_relationships" ->
				people ? object.addPeople(List.of(new RelatedPerson(Identifier.id("42")))) : null;
			default -> people ? object.removePeople(List.of(Identifier.id("42"))) : null;
		};
	}

	/**
	 * An event id is said as a ULID, which the contract does not ask for, so it is left
	 * out.
	 */
	private static @Nullable TrackOperation at(Map<String, ?> body, TrackOperation operation) {
		Object timestamp = body.get("timestamp");
		if (body.get("id") != null) {
			return null;
		}
		if (timestamp instanceof Integer || timestamp instanceof Long) {
			return operation.withTimestamp(Instant.ofEpochSecond(((Number) timestamp).longValue()));
		}
		return (timestamp == null) ? operation : null;
	}

	private static boolean relationships(Map<String, ?> body, boolean optional) {
		Object relationships = body.get("cio_relationships");
		return (relationships == null) ? optional
				: relationships instanceof List<?> list && (optional || !list.isEmpty());
	}

	private static boolean isName(Map<String, ?> body) {
		return body.get("name") instanceof String;
	}

	private static String name(Map<String, ?> body) {
		return String.valueOf(body.get("name"));
	}

	private static boolean isIdentifier(@Nullable Object identifiers) {
		return identifiers instanceof Map<?, ?> map && map.size() == 1
				&& map.values().iterator().next() instanceof String;
	}

	private static Identifier identifier(@Nullable Object identifiers) {
		Map.Entry<?, ?> only = ((Map<?, ?>) Objects.requireNonNull(identifiers)).entrySet().iterator().next();
		return new Identifier(String.valueOf(only.getKey()), String.valueOf(only.getValue()));
	}

}
