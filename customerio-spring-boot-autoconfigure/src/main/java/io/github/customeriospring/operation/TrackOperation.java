package io.github.customeriospring.operation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.springframework.util.Assert;

/**
 * One change to send to Customer.io: a person identified, an event tracked, and so on. It
 * is checked and turned into the JSON of the Track API's version 2 where it is made, so
 * it cannot change afterwards and a retry sends the same bytes.
 * <p>
 * The methods here make what is sent most; {@link #person} and {@link #object} make all.
 * Attributes are whatever {@link Attributes} turns into a JSON object.
 * <p>
 * Events get a ULID, by which Customer.io drops duplicates. Events and what sets
 * attributes get a timestamp: of a person's attributes Customer.io keeps the newer ones;
 * it promises no such thing of objects. Both are of the creation unless given. A
 * timestamp has whole seconds: changes within one have no order. All else has none and
 * takes effect when it arrives.
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

	private final OperationKind kind;

	private final List<String> subjects;

	private final byte[] json;

	private TrackOperation(OperationKind kind, List<String> subjects, byte[] json) {
		this.kind = kind;
		this.subjects = subjects;
		this.json = json;
		Assert.isTrue(json.length <= MAX_BYTES, () -> "An operation must have at most " + MAX_BYTES + " bytes of JSON, "
				+ kind.label() + " has " + json.length);
	}

	static TrackOperation of(OperationKind kind, List<String> subjects, ObjectNode json) {
		return new TrackOperation(kind, subjects, Attributes.MAPPER.writeValueAsBytes(json));
	}

	/**
	 * Read an operation from what {@link #toBytes()} gave, or from JSON of the Track
	 * API's version 2 that somebody else wrote. What that lacks, an event's id or a
	 * timestamp, is made now.
	 * @param json the UTF-8 bytes
	 * @return the operation
	 * @throws IllegalArgumentException if it is no operation, breaks a rule or has a
	 * field that is not known; the message has no personal data
	 */
	public static TrackOperation fromJson(byte[] json) {
		return OperationReader.read(json, Instant::now, () -> UlidCreator.getUlid().toString());
	}

	/**
	 * Read an operation that may come twice. What its JSON lacks must be the same each
	 * time, lest Customer.io counts an event twice or takes an old attribute for a new
	 * one.
	 * @param json the UTF-8 bytes
	 * @param timestamp when it happened if the JSON does not say so
	 * @param ulid the id of an event that has none
	 * @return the operation
	 * @throws IllegalArgumentException as of {@link #fromJson(byte[])}
	 */
	public static TrackOperation fromJson(byte[] json, Instant timestamp, Supplier<String> ulid) {
		return OperationReader.read(json, () -> timestamp, ulid);
	}

	/**
	 * Make the operations on the person of an id.
	 * @param id the person's id
	 * @return what makes them
	 */
	public static PersonOperations person(String id) {
		return new PersonOperations(Identifier.id(id));
	}

	/**
	 * Make the operations on a person.
	 * @param person the person; somebody anonymous has events only
	 * @return what makes them
	 */
	public static PersonOperations person(Identifier person) {
		return new PersonOperations(person);
	}

	/**
	 * Make the operations on an object.
	 * @param object the object
	 * @return what makes them
	 */
	public static ObjectOperations object(ObjectIdentifier object) {
		return new ObjectOperations(object);
	}

	/**
	 * Create or update the person of an id.
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
	 * @param id the id of who did it
	 * @param name what was done, at most 100 bytes
	 * @return the operation
	 */
	public static TrackOperation event(String id, String name) {
		return person(id).event(name);
	}

	/**
	 * Track an event.
	 * @param id the id of who did it
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @return the operation
	 */
	public static TrackOperation event(String id, String name, Object attributes) {
		return person(id).event(name, attributes);
	}

	/**
	 * Track an event.
	 * @param person who did it
	 * @param name what was done, at most 100 bytes
	 * @param attributes data of the event
	 * @return the operation
	 */
	public static TrackOperation event(Identifier person, String name, Object attributes) {
		return person(person).event(name, attributes);
	}

	/**
	 * Track a page view.
	 * @param person who viewed it
	 * @param name see {@link PersonOperations#page(String, Object)}
	 * @param attributes data of the view
	 * @return the operation
	 */
	public static TrackOperation page(Identifier person, String name, Object attributes) {
		return person(person).page(name, attributes);
	}

	/**
	 * Delete a person.
	 * @param person the person
	 * @return the operation
	 * @see PersonOperations#delete()
	 */
	public static TrackOperation delete(Identifier person) {
		return person(person).delete();
	}

	/**
	 * Merge two people into the first.
	 * @param primary who stays
	 * @param secondary who is merged into the primary and deleted
	 * @return the operation
	 * @see PersonOperations#merge(Identifier)
	 */
	public static TrackOperation merge(Identifier primary, Identifier secondary) {
		Assert.notNull(primary, "'primary' must not be null");
		return person(primary).merge(secondary);
	}

	/**
	 * Return this operation as of another time.
	 * @param timestamp when it happened; events of the past 72 hours can trigger
	 * campaigns
	 * @return the operation
	 * @throws IllegalStateException if operations of this kind have no timestamp
	 */
	public TrackOperation withTimestamp(Instant timestamp) {
		return with("timestamp", LongNode.valueOf(OperationJson.seconds(timestamp)));
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
		return with("id", StringNode.valueOf(ulid));
	}

	private TrackOperation with(String field, JsonNode value) {
		// as decimals, lest a long number lose digits
		ObjectNode node = (ObjectNode) Attributes.MAPPER.reader()
			.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.readTree(this.json);
		Assert.state(node.has(field), () -> name() + " has no " + field);
		return of(this.kind, this.subjects, node.<ObjectNode>set(field, value));
	}

	/**
	 * Make a ULID that is the same whenever it is made of the same, for
	 * {@link #withId(String)}: an event that is read again from its source is dropped by
	 * Customer.io as one that it knows.
	 * @param timestamp when it happened
	 * @param key names the event in the workspace, such as {@code "orders/4711 paid"}
	 * @return the ULID
	 */
	public static String stableId(Instant timestamp, String key) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
			return new Ulid(timestamp.toEpochMilli(), Arrays.copyOf(hash, Ulid.RANDOM_BYTES)).toString();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex); // every JVM has it
		}
	}

	/**
	 * Return what this is, such as {@code person identify}.
	 * @return the type and the action, one of few values
	 */
	public String name() {
		return this.kind.label();
	}

	/**
	 * Return the identities that this operation changes. Operations that share one must
	 * keep their order. The same person named by id and by e-mail address is two
	 * identities; the case of an address makes no difference.
	 * @return one key an identity, usually a single one
	 */
	public List<String> subjects() {
		return this.subjects;
	}

	/**
	 * Say whether this takes away what is there: a deletion, a suppression, a merge, the
	 * removal of a device or of relationships. It has no timestamp, so arriving again
	 * after a newer change of the same identity it would destroy that one.
	 * @return whether it must not be repeated after a newer change of its
	 * {@link #subjects()}
	 */
	public boolean isDestructive() {
		return this.kind.isDestructive();
	}

	/**
	 * Return what this says, without the id and the time that every operation gets, so
	 * that tests can compare it with what they expect.
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
		return name() + " (" + this.json.length + " bytes)";
	}

}
