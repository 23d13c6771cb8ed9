package io.github.customeriospring.operation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.springframework.util.Assert;

/**
 * One change to send to Customer.io, such as identifying a person or tracking an event.
 * It is checked and turned into the JSON of the Track API's version 2 as soon as it is
 * created. So it cannot change afterwards, and a retry sends the same bytes.
 * <p>
 * The factory methods of this class cover the most frequent operations. {@link #person}
 * and {@link #object} offer all of them. Attributes can be anything that
 * {@link Attributes} can turn into a JSON object.
 * <p>
 * Each event gets a ULID, so that Customer.io can drop duplicates. Events and operations
 * that set attributes get a timestamp in whole seconds. Customer.io uses it to keep the
 * newest attributes of a person, but does not promise that for objects. All other
 * operations take effect when they arrive.
 *
 * @since 0.1.0
 * @see <a href="https://docs.customer.io/integrations/api/track/">Track API</a>
 */
public final class TrackOperation {

	/**
	 * Maximum size of an operation, in bytes of JSON. Customer.io accepts "32kb or
	 * smaller" and does not say whether that means 32,000 or 32,768 bytes, so this is the
	 * smaller.
	 */
	public static final int MAX_BYTES = 32_000;

	private final OperationKind kind;

	private final List<String> subjects;

	private final byte[] json;

	TrackOperation(OperationKind kind, List<String> subjects, byte[] json) {
		this.kind = kind;
		this.subjects = subjects;
		this.json = json;
		Assert.isTrue(json.length <= MAX_BYTES, () -> "An operation must have at most " + MAX_BYTES
				+ " bytes of JSON, but " + kind.label() + " has " + json.length);
	}

	static TrackOperation of(OperationKind kind, List<String> subjects, ObjectNode json) {
		return new TrackOperation(kind, subjects, Attributes.MAPPER.writeValueAsBytes(json));
	}

	/**
	 * Make an operation again that was kept as its JSON.
	 * @param json what {@link #toBytes()} returned; it must not change any more
	 * @return the same operation, with the same id and time
	 * @throws IllegalArgumentException if it is not the JSON of an operation
	 */
	public static TrackOperation restored(byte[] json) {
		return OperationReader.restored(json);
	}

	/**
	 * Read an operation from the result of {@link #toBytes()}, or from other JSON of the
	 * Track API's version 2. A missing timestamp, or a missing id of an event, is
	 * generated.
	 * @param json the UTF-8 bytes
	 * @return the operation
	 * @throws IllegalArgumentException if it is not an operation, violates a rule or has
	 * an unknown field; the message contains no personal data
	 */
	public static TrackOperation fromJson(byte[] json) {
		return OperationReader.read(json, Instant::now, () -> UlidCreator.getUlid().toString());
	}

	/**
	 * Read an operation that may be delivered more than once. The values for missing
	 * fields must be the same each time. Otherwise Customer.io would count an event
	 * twice, or take an old attribute for a new one.
	 * @param json the UTF-8 bytes
	 * @param timestamp the timestamp to use if the JSON has none
	 * @param ulid supplies the id for an event without one
	 * @return the operation
	 * @throws IllegalArgumentException see {@link #fromJson(byte[])}
	 */
	public static TrackOperation fromJson(byte[] json, Instant timestamp, Supplier<String> ulid) {
		return OperationReader.read(json, () -> timestamp, ulid);
	}

	/**
	 * Return the operations on a person identified by id.
	 * @param id the person's id
	 * @return a factory for the operations
	 */
	public static PersonOperations person(String id) {
		return new PersonOperations(Identifier.id(id));
	}

	/**
	 * Return the operations on a person.
	 * @param person the person; an anonymous visitor can have events, pages and screens
	 * only
	 * @return a factory for the operations
	 */
	public static PersonOperations person(Identifier person) {
		return new PersonOperations(person);
	}

	/**
	 * Return the operations on an object.
	 * @param object the object
	 * @return a factory for the operations
	 */
	public static ObjectOperations object(ObjectIdentifier object) {
		return new ObjectOperations(object);
	}

	/**
	 * Create or update a person identified by id.
	 * @param id the person's id
	 * @param attributes see {@link PersonOperations#identify(Object)}
	 * @return the operation
	 */
	public static TrackOperation identify(String id, Object attributes) {
		return person(id).identify(attributes);
	}

	/**
	 * Create or update a person.
	 * @param person the person
	 * @param attributes see {@link PersonOperations#identify(Object)}
	 * @return the operation
	 */
	public static TrackOperation identify(Identifier person, Object attributes) {
		return person(person).identify(attributes);
	}

	/**
	 * Track an event without data.
	 * @param id the id of the person who did it
	 * @param name the name of the event, at most 100 bytes
	 * @return the operation
	 */
	public static TrackOperation event(String id, String name) {
		return person(id).event(name);
	}

	/**
	 * Track an event.
	 * @param id the id of the person who did it
	 * @param name the name of the event, at most 100 bytes
	 * @param attributes the event data
	 * @return the operation
	 */
	public static TrackOperation event(String id, String name, Object attributes) {
		return person(id).event(name, attributes);
	}

	/**
	 * Return this operation with another timestamp.
	 * @param timestamp the time of the change; only events of the past 72 hours can
	 * trigger campaigns
	 * @return the operation
	 * @throws IllegalStateException if this kind of operation has no timestamp
	 */
	public TrackOperation withTimestamp(Instant timestamp) {
		return with("timestamp", LongNode.valueOf(AttributeRules.seconds(timestamp)));
	}

	/**
	 * Return this event with another id. Customer.io ignores an event whose id it has
	 * seen before, even if the person differs.
	 * @param ulid a ULID that is unique in the workspace
	 * @return the operation
	 * @throws IllegalStateException if this kind of operation has no id
	 */
	public TrackOperation withId(String ulid) {
		Assert.isTrue(Ulid.isValid(ulid), "'ulid' must be a ULID of 26 characters");
		return with("id", StringNode.valueOf(ulid));
	}

	private TrackOperation with(String field, JsonNode value) {
		ObjectNode node = OperationReader.tree(this.json);
		Assert.state(node.has(field), () -> name() + " has no " + field);
		return of(this.kind, this.subjects, node.<ObjectNode>set(field, value));
	}

	/**
	 * Derive a ULID from a timestamp and a key, for {@link #withId(String)}. The same
	 * input always gives the same ULID. So if an event is read again from its source,
	 * Customer.io drops it as a duplicate.
	 * @param timestamp the time of the event
	 * @param key identifies the event in the workspace, such as
	 * {@code "orders/4711 paid"}
	 * @return the ULID
	 */
	public static String stableId(Instant timestamp, String key) {
		return OperationReader.stableId(timestamp, key);
	}

	/**
	 * Return the kind of this operation, such as {@code person identify}.
	 * @return the type and the action, one of a small set of values
	 */
	public String name() {
		return this.kind.label();
	}

	/**
	 * Return the identities that this operation changes; operations that share one must
	 * be sent in order. A person's id and e-mail address are two, in any case of letters.
	 * @return one key per identity, usually a single one
	 */
	public List<String> subjects() {
		return this.subjects;
	}

	/**
	 * Return whether this operation removes something. It has no timestamp then, and
	 * would undo a newer change to the same identity if it arrived again.
	 * @return whether it must not be repeated after a newer change to its
	 * {@link #subjects()}
	 */
	public boolean isDestructive() {
		return this.kind.isDestructive();
	}

	/**
	 * Return the content without the generated id and timestamp, so that tests can
	 * compare it with what they expect.
	 * @return the content, read from the JSON
	 */
	public OperationContent content() {
		return OperationContent.of(this.json);
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
	 * Return the size of the JSON in bytes.
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
	 * Describe the operation without its data, which is personal data.
	 */
	@Override
	public String toString() {
		return name() + " (" + this.json.length + " bytes)";
	}

}
