package io.github.customeriospring.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.github.f4b6a3.ulid.Ulid;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Reads operations from JSON, with the same checks as for new operations. Unknown fields
 * are refused, because it would go unnoticed if they were ignored.
 */
final class OperationReader {

	/**
	 * Detects duplicate names, which would lose a value, and keeps all digits of numbers.
	 */
	private static final ObjectReader READER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build()
		.readerFor(JsonNode.class);

	private static final Map<String, OperationKind> KINDS = Set.of(OperationKind.values())
		.stream()
		.collect(Collectors.toUnmodifiableMap(OperationKind::label, (kind) -> kind));

	private static final Set<OperationKind> EVENTS = Set.of(OperationKind.EVENT, OperationKind.PAGE,
			OperationKind.SCREEN);

	private final ObjectNode json;

	private final OperationKind kind;

	private final List<String> subjects = new ArrayList<>();

	private OperationReader(ObjectNode json) {
		this.json = json;
		OperationKind kind = KINDS.get(text(json, "type") + " " + text(json, "action"));
		Assert.isTrue(kind != null, "'type' and 'action' are not those of an operation");
		this.kind = kind;
	}

	static TrackOperation read(byte[] bytes, Supplier<Instant> time, Supplier<String> ulid) {
		try {
			JsonNode json = READER.readValue(bytes);
			Assert.isTrue(json.isObject(), "An operation must be a JSON object");
			return new OperationReader((ObjectNode) json).read(time, ulid);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("An operation must be JSON: " + ex.getOriginalMessage());
		}
	}

	private TrackOperation read(Supplier<Instant> time, Supplier<String> ulid) {
		if (this.kind == OperationKind.MERGE) {
			fields("primary", "secondary");
			Identifier primary = person(object(this.json, "primary"));
			return TrackOperation.person(primary).merge(person(object(this.json, "secondary")));
		}
		Identifier person = subject();
		if (EVENTS.contains(this.kind)) {
			fields("identifiers", "name", "attributes", "id", "timestamp");
			TextRules.check("'name'", text(this.json, "name"), PersonOperations.MAX_NAME_BYTES);
			this.json.set("attributes", Attributes.event(attributes(this.json, "attributes")));
			if (!this.json.has("id")) {
				this.json.put("id", ulid.get());
			}
			Assert.isTrue(Ulid.isValid(text(this.json, "id")), "'id' must be a ULID of 26 characters");
			timestamp(time);
			return done();
		}
		Assert.isTrue(person == null || !person.isAnonymous(),
				"An anonymous identifier can be used for events, pages and screens only");
		switch (this.kind) {
			case IDENTIFY, IDENTIFY_OBJECT -> {
				fields("identifiers", "attributes", "timestamp", "cio_relationships");
				this.json.set("attributes", Attributes.profile(attributes(this.json, "attributes")));
				timestamp(time);
				relationships(false);
			}
			case ADD_DEVICE, DELETE_DEVICE -> {
				fields("identifiers", "device");
				device(object(this.json, "device"));
			}
			case ADD_RELATIONSHIPS, DELETE_RELATIONSHIPS, ADD_PEOPLE, REMOVE_PEOPLE -> {
				fields("identifiers", "cio_relationships");
				relationships(true);
			}
			default -> fields("identifiers");
		}
		return done();
	}

	private TrackOperation done() {
		return TrackOperation.of(this.kind, this.subjects.stream().distinct().toList(), this.json);
	}

	private void fields(String... allowed) {
		Set<String> known = Set.of(allowed);
		for (String field : this.json.propertyNames()) {
			Assert.isTrue(field.equals("type") || field.equals("action") || known.contains(field),
					() -> this.kind.label() + " has fields other than " + String.join(", ", allowed));
		}
	}

	/** Returns the person, or {@code null} for an object. */
	private @Nullable Identifier subject() {
		ObjectNode identifiers = object(this.json, "identifiers");
		if (this.kind.type().equals("object")) {
			this.subjects.add(thing(identifiers).key());
			return null;
		}
		Identifier person = person(identifiers);
		this.subjects.add(person.key());
		return person;
	}

	private static Identifier person(ObjectNode identifiers) {
		Assert.isTrue(identifiers.size() == 1, "A person must have exactly one identifier");
		String type = identifiers.propertyNames().iterator().next();
		Identifier person = new Identifier(type, text(identifiers, type));
		person.putTo(identifiers);
		return person;
	}

	private static ObjectIdentifier thing(ObjectNode identifiers) {
		ObjectIdentifier thing = new ObjectIdentifier(optional(identifiers, "object_type_id"),
				optional(identifiers, "object_id"), optional(identifiers, "cio_object_id"));
		identifiers.removeAll();
		thing.putTo(identifiers);
		return thing;
	}

	private void relationships(boolean needed) {
		JsonNode relationships = this.json.path("cio_relationships");
		Assert.isTrue(relationships.isArray() ? !needed || !relationships.isEmpty()
				: !needed && relationships.isMissingNode(), "'cio_relationships' must be a non-empty array");
		for (JsonNode one : relationships) {
			Assert.isTrue(one instanceof ObjectNode, "A relationship must be a JSON object");
			ObjectNode relationship = (ObjectNode) one;
			if (relationship.has("relationship_attributes")) {
				relationship.set("relationship_attributes",
						Attributes.profile(attributes(relationship, "relationship_attributes")));
			}
			ObjectNode identifiers = object(relationship, "identifiers");
			this.subjects.add(this.kind.type().equals("object") ? ObjectOperations.related(person(identifiers)).key()
					: thing(identifiers).key());
		}
	}

	private void device(ObjectNode device) {
		if (this.kind == OperationKind.DELETE_DEVICE) {
			Device.checkToken(optional(device, "token"));
			return;
		}
		Instant lastUsed = device.has("last_used") ? seconds(device, "last_used") : null;
		ObjectNode attributes = device.has("attributes") ? attributes(device, "attributes")
				: Attributes.MAPPER.createObjectNode();
		this.json.set("device",
				new Device(text(device, "token"), text(device, "platform"), lastUsed, attributes).toJson());
	}

	private void timestamp(Supplier<Instant> time) {
		Instant timestamp = this.json.has("timestamp") ? seconds(this.json, "timestamp") : time.get();
		this.json.put("timestamp", AttributeRules.seconds(timestamp));
	}

	private static Instant seconds(ObjectNode json, String name) {
		JsonNode value = json.path(name);
		Assert.isTrue(value.isIntegralNumber() && value.canConvertToLong(),
				() -> "'" + name + "' must be a whole number of seconds");
		return Instant.ofEpochSecond(value.longValue());
	}

	private static ObjectNode object(ObjectNode json, String name) {
		Assert.isTrue(json.path(name) instanceof ObjectNode, () -> "'" + name + "' must be a JSON object");
		return (ObjectNode) json.path(name);
	}

	private static ObjectNode attributes(ObjectNode json, String name) {
		return json.has(name) ? object(json, name) : Attributes.MAPPER.createObjectNode();
	}

	private static String text(ObjectNode json, String name) {
		String text = optional(json, name);
		Assert.isTrue(text != null, () -> "'" + name + "' is missing");
		return text;
	}

	/** Accepts numbers, because other systems use them as ids. */
	private static @Nullable String optional(ObjectNode json, String name) {
		JsonNode value = json.path(name);
		Assert.isTrue(value.isString() || value.isIntegralNumber() || value.isMissingNode(),
				() -> "'" + name + "' must be a string");
		return value.isMissingNode() ? null : value.asString();
	}

	/** One that was made here: its bytes stay as they are, and nothing is checked. */
	static TrackOperation restored(byte[] json) {
		JsonNode node;
		try {
			node = Attributes.MAPPER.readTree(json);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("An operation must be JSON", ex);
		}
		OperationKind kind = KINDS.get(node.path("type").asString("") + " " + node.path("action").asString(""));
		Assert.isTrue(kind != null, "'type' and 'action' name no operation");
		Set<String> subjects = new LinkedHashSet<>();
		if (kind == OperationKind.MERGE) {
			subjects.add(restoredSubject(node.path("primary")));
			subjects.add(restoredSubject(node.path("secondary")));
		}
		else {
			subjects.add(restoredSubject(node.path("identifiers")));
			node.path("cio_relationships").forEach((it) -> subjects.add(restoredSubject(it.path("identifiers"))));
		}
		return new TrackOperation(kind, List.copyOf(subjects), json);
	}

	private static String restoredSubject(JsonNode identifiers) {
		if (identifiers.has("cio_object_id")) {
			return ObjectIdentifier.cioId(identifiers.path("cio_object_id").asString()).key();
		}
		if (identifiers.has("object_id")) {
			return new ObjectIdentifier(identifiers.path("object_type_id").asString(),
					identifiers.path("object_id").asString())
				.key();
		}
		if (identifiers.size() != 1) {
			throw new IllegalArgumentException("An operation must name somebody by one identifier");
		}
		String type = identifiers.propertyNames().iterator().next();
		return new Identifier(type, identifiers.path(type).asString()).key();
	}

	/** As decimals, so that long numbers keep all digits. */
	static ObjectNode tree(byte[] json) {
		return (ObjectNode) Attributes.MAPPER.reader()
			.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.readTree(json);
	}

	/** The hash takes the place of what is random in a ULID. */
	static String stableId(Instant timestamp, String key) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
			return new Ulid(timestamp.toEpochMilli(), Arrays.copyOf(hash, Ulid.RANDOM_BYTES)).toString();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex); // every JVM has it
		}
	}

}
