package io.github.customeriospring;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * One change to send to Customer.io: a person identified, an event tracked, and so on. It
 * is checked and turned into the JSON of the Track API's version 2 where it is made, so
 * it cannot change afterwards and a retry sends the same bytes.
 * <p>
 * Events get a ULID, by which Customer.io drops duplicates, and a timestamp; everything
 * that sets attributes gets a timestamp, by which an older value never overwrites a newer
 * one. Both are those of the creation unless given.
 *
 * @since 0.1.0
 * @see <a href="https://docs.customer.io/integrations/api/track/">Track API</a>
 */
public final class TrackOperation {

	/**
	 * Most bytes of JSON in one operation. Customer.io takes "32kb or smaller" and does
	 * not say whether that is 32,000 or 32,768, so it is the smaller.
	 */
	public static final int MAX_BYTES = 32_000;

	private static final int MAX_NAME_BYTES = 100;

	/** Outside of this range a timestamp is no count of seconds (milliseconds, say). */
	private static final long MIN_TIMESTAMP = 1_000_000_000L;

	private static final long MAX_TIMESTAMP = 99_999_999_999L;

	private final String name;

	private final List<String> subjects;

	private final byte[] json;

	private TrackOperation(String name, List<String> subjects, byte[] json) {
		this.name = name;
		this.subjects = subjects;
		this.json = json;
		Assert.isTrue(json.length <= MAX_BYTES, () -> "An operation must have at most " + MAX_BYTES + " bytes of JSON, "
				+ name + " has " + json.length);
	}

	/**
	 * Create or update a person.
	 * @param person the person
	 * @param attributes at most 300, names of at most 150 and texts of at most 1,000
	 * bytes; a {@code null} value clears an attribute
	 * @return the operation
	 */
	public static TrackOperation identify(Identifier person, Map<String, ?> attributes) {
		return person("identify", person, (json) -> {
			json.put("timestamp", Instant.now().getEpochSecond());
			json.set("attributes", Attributes.profile(attributes));
		});
	}

	/**
	 * Delete a person ("destroy" in the official SDKs).
	 * @param person the person
	 * @return the operation
	 */
	public static TrackOperation delete(Identifier person) {
		return person("delete", person, (json) -> {
		});
	}

	/**
	 * Delete a person and refuse its data from now on.
	 * @param person the person
	 * @return the operation
	 */
	public static TrackOperation suppress(Identifier person) {
		return person("suppress", person, (json) -> {
		});
	}

	/**
	 * Accept a suppressed person's data again.
	 * @param person the person
	 * @return the operation
	 */
	public static TrackOperation unsuppress(Identifier person) {
		return person("unsuppress", person, (json) -> {
		});
	}

	/**
	 * Track an event.
	 * @param person who did it
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @return the operation
	 */
	public static TrackOperation event(Identifier person, String name, Map<String, ?> attributes) {
		return happening("event", person, name, attributes);
	}

	/**
	 * Track a page view.
	 * @param person who viewed it
	 * @param name name or URL of the page, at most 100 bytes
	 * @param attributes data of the view
	 * @return the operation
	 */
	public static TrackOperation page(Identifier person, String name, Map<String, ?> attributes) {
		return happening("page", person, name, attributes);
	}

	/**
	 * Track a screen view of a mobile app.
	 * @param person who viewed it
	 * @param name name of the screen, at most 100 bytes
	 * @param attributes data of the view
	 * @return the operation
	 */
	public static TrackOperation screen(Identifier person, String name, Map<String, ?> attributes) {
		return happening("screen", person, name, attributes);
	}

	/**
	 * Merge two people into the first.
	 * @param primary who stays
	 * @param secondary who is merged into the primary and deleted; neither may be named
	 * by phone
	 * @return the operation
	 */
	public static TrackOperation merge(Identifier primary, Identifier secondary) {
		Assert.notNull(primary, "'primary' must not be null");
		Assert.notNull(secondary, "'secondary' must not be null");
		Assert.isTrue(!primary.equals(secondary), "'primary' and 'secondary' must differ");
		Assert.isTrue(!"phone".equals(primary.type()) && !"phone".equals(secondary.type()),
				"People cannot be merged by phone");
		ObjectNode json = base("person", "merge");
		json.putObject("primary").put(primary.type(), primary.value());
		json.putObject("secondary").put(secondary.type(), secondary.value());
		return of("person merge", List.of(key(primary), key(secondary)), json);
	}

	/**
	 * Add a device to a person or update it.
	 * @param person the person
	 * @param device the device
	 * @return the operation
	 */
	public static TrackOperation addDevice(Identifier person, Device device) {
		Assert.notNull(device, "'device' must not be null");
		return person("add_device", person, (json) -> {
			ObjectNode node = json.putObject("device");
			node.put("token", device.token()).put("platform", device.platform());
			if (device.lastUsed() != null) {
				node.put("last_used", seconds(device.lastUsed()));
			}
			if (!device.attributes().isEmpty()) {
				node.set("attributes", Attributes.profile(device.attributes()));
			}
		});
	}

	/**
	 * Remove a device from a person.
	 * @param person the person
	 * @param token the device token
	 * @return the operation
	 */
	public static TrackOperation deleteDevice(Identifier person, String token) {
		Text.check("'token'", token, Device.MAX_TOKEN_BYTES);
		return person("delete_device", person, (json) -> json.putObject("device").put("token", token));
	}

	/**
	 * Relate a person to objects.
	 * @param person the person
	 * @param relationships at least one
	 * @return the operation
	 */
	public static TrackOperation addRelationships(Identifier person, List<Relationship> relationships) {
		Assert.notEmpty(relationships, "'relationships' must not be empty");
		return person("add_relationships", person, (json) -> relationships.forEach((relationship) -> {
			ObjectNode node = json.withArray("cio_relationships").addObject();
			put(node.putObject("identifiers"), relationship.object());
			if (!relationship.attributes().isEmpty()) {
				node.set("relationship_attributes", Attributes.profile(relationship.attributes()));
			}
		}));
	}

	/**
	 * End a person's relationships to objects.
	 * @param person the person
	 * @param objects at least one
	 * @return the operation
	 */
	public static TrackOperation deleteRelationships(Identifier person, List<ObjectIdentifier> objects) {
		Assert.notEmpty(objects, "'objects' must not be empty");
		return person("delete_relationships", person, (json) -> objects.forEach(
				(object) -> put(json.withArray("cio_relationships").addObject().putObject("identifiers"), object)));
	}

	/**
	 * Create or update an object.
	 * @param object the object
	 * @param attributes its attributes, at most 300
	 * @param people who is related to it, empty for no change
	 * @return the operation
	 */
	public static TrackOperation identifyObject(ObjectIdentifier object, Map<String, ?> attributes,
			List<Identifier> people) {
		ObjectNode json = base("object", "identify");
		put(json.putObject("identifiers"), object);
		json.put("timestamp", Instant.now().getEpochSecond());
		json.set("attributes", Attributes.profile(attributes));
		people.forEach((person) -> json.withArray("cio_relationships")
			.addObject()
			.putObject("identifiers")
			.put(person.type(), person.value()));
		return of("object identify", List.of(key(object)), json);
	}

	/**
	 * Delete an object.
	 * @param object the object
	 * @return the operation
	 */
	public static TrackOperation deleteObject(ObjectIdentifier object) {
		ObjectNode json = base("object", "delete");
		put(json.putObject("identifiers"), object);
		return of("object delete", List.of(key(object)), json);
	}

	/**
	 * Return the JSON of an event about nobody known. The Track API's version 2 does not
	 * have those, so it is the body of version 1 and no operation.
	 * @param anonymousId your id of the visitor, or {@code null} for an event about
	 * nobody
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @return the UTF-8 bytes
	 */
	public static byte[] anonymousEvent(@Nullable String anonymousId, String name, Map<String, ?> attributes) {
		Text.check("'name'", name, MAX_NAME_BYTES);
		ObjectNode json = Attributes.MAPPER.createObjectNode();
		if (anonymousId != null) {
			json.put("anonymous_id", Text.check("'anonymousId'", anonymousId, Identifier.MAX_BYTES));
		}
		json.put("id", UlidCreator.getUlid().toString());
		json.put("name", name);
		json.put("timestamp", Instant.now().getEpochSecond());
		json.set("data", Attributes.any(attributes));
		return of("anonymous event", List.of(), json).json;
	}

	private static TrackOperation happening(String action, Identifier person, String name, Map<String, ?> attributes) {
		Text.check("'name'", name, MAX_NAME_BYTES);
		return person(action, person, (json) -> {
			json.put("id", UlidCreator.getUlid().toString());
			json.put("name", name);
			json.put("timestamp", Instant.now().getEpochSecond());
			json.set("attributes", Attributes.any(attributes));
		});
	}

	private static TrackOperation person(String action, Identifier person, Consumer<ObjectNode> content) {
		Assert.notNull(person, "'person' must not be null");
		ObjectNode json = base("person", action);
		json.putObject("identifiers").put(person.type(), person.value());
		content.accept(json);
		return of("person " + action, List.of(key(person)), json);
	}

	private static ObjectNode base(String type, String action) {
		return Attributes.MAPPER.createObjectNode().put("type", type).put("action", action);
	}

	private static TrackOperation of(String name, List<String> subjects, ObjectNode json) {
		return new TrackOperation(name, subjects, Attributes.MAPPER.writeValueAsBytes(json));
	}

	private static void put(ObjectNode identifiers, ObjectIdentifier object) {
		Assert.notNull(object, "'object' must not be null");
		identifiers.put("object_type_id", object.typeId()).put("object_id", object.objectId());
	}

	private static String key(Identifier person) {
		return person.type() + ":" + person.value();
	}

	private static String key(ObjectIdentifier object) {
		return "object:" + object.typeId() + ":" + object.objectId();
	}

	private static long seconds(Instant timestamp) {
		long seconds = timestamp.getEpochSecond();
		Assert.isTrue(seconds >= MIN_TIMESTAMP && seconds <= MAX_TIMESTAMP,
				() -> "A timestamp must lie between 2001 and 5138, was " + timestamp);
		return seconds;
	}

	/**
	 * Return this operation as of another time.
	 * @param timestamp when it happened; events of the past 72 hours can trigger
	 * campaigns
	 * @return the operation
	 * @throws IllegalStateException if operations of this kind have no timestamp
	 */
	public TrackOperation withTimestamp(Instant timestamp) {
		ObjectNode node = read();
		Assert.state(node.has("timestamp"), () -> this.name + " has no timestamp");
		return of(this.name, this.subjects, node.put("timestamp", seconds(timestamp)));
	}

	/**
	 * Return this event under another id. Customer.io ignores an event whose id it saw
	 * before, whoever it is about.
	 * @param ulid a ULID, unique in the workspace
	 * @return the operation
	 * @throws IllegalStateException if operations of this kind have no id
	 */
	public TrackOperation withId(String ulid) {
		Assert.isTrue(Ulid.isValid(ulid), "'ulid' must be a ULID of 26 characters");
		ObjectNode node = read();
		Assert.state(node.has("id"), () -> this.name + " has no id");
		return of(this.name, this.subjects, node.put("id", ulid));
	}

	private ObjectNode read() {
		// as decimals, lest a long number lose digits
		return (ObjectNode) Attributes.MAPPER.reader()
			.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.readTree(this.json);
	}

	/**
	 * Return what this is, such as {@code person identify}.
	 * @return the type and the action, one of few values
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the identities that this operation changes. Operations that share one must
	 * keep their order.
	 * @return one key an identity, usually a single one
	 */
	public List<String> subjects() {
		return this.subjects;
	}

	/**
	 * Return the JSON as sent.
	 * @return a copy of the UTF-8 bytes
	 */
	public byte[] toBytes() {
		return this.json.clone();
	}

	/**
	 * Write the JSON as sent.
	 * @param out where the UTF-8 bytes go
	 */
	public void writeTo(ByteArrayOutputStream out) {
		out.writeBytes(this.json);
	}

	/**
	 * Return the JSON as sent.
	 * @return the text
	 */
	public String toJson() {
		return new String(this.json, StandardCharsets.UTF_8);
	}

	/**
	 * Return how many bytes the JSON has.
	 * @return the size, at most {@value #MAX_BYTES}
	 */
	public int size() {
		return this.json.length;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TrackOperation operation && Arrays.equals(this.json, operation.json);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.json);
	}

	/**
	 * Describe the operation without its data, which is personal.
	 */
	@Override
	public String toString() {
		return this.name + " (" + this.json.length + " bytes)";
	}

}
