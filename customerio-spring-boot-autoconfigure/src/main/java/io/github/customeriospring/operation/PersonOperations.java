package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.github.f4b6a3.ulid.UlidCreator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Creates the operations on one person. For an anonymous visitor, all except events,
 * pages and screens throw an {@link IllegalArgumentException}.
 * <p>
 * The queue keeps the order of all operations with the same identifier. A person
 * identified once by id and once by e-mail address counts as two. Calls of the template
 * are not ordered.
 *
 * @since 0.1.0
 * @see TrackOperation#person(Identifier)
 */
public final class PersonOperations {

	static final int MAX_NAME_BYTES = 100;

	private final Identifier person;

	PersonOperations(@Nullable Identifier person) {
		Assert.notNull(person, "'person' must not be null");
		this.person = person;
	}

	/**
	 * Create or update the person. If two operations set the same attribute, Customer.io
	 * keeps the value with the later timestamp.
	 * @param attributes at most 300 attributes, with names of at most 150 bytes and
	 * strings of at most 1,000 bytes; a {@code null} value clears an attribute
	 * @return the operation
	 */
	public TrackOperation identify(Object attributes) {
		return setAttributes(Attributes.profile(attributes), List.of());
	}

	/**
	 * Create or update the person and relate them to objects.
	 * @param attributes see {@link #identify(Object)}
	 * @param relationships the relationships to add; existing ones are kept
	 * @return the operation
	 */
	public TrackOperation identify(Object attributes, List<Relationship> relationships) {
		return setAttributes(Attributes.profile(attributes), relationships);
	}

	/**
	 * Update the person if they exist. This never creates a person.
	 * @param attributes see {@link #identify(Object)}
	 * @return the operation
	 */
	public TrackOperation update(Object attributes) {
		return setAttributes(Attributes.profile(attributes).put("_update", true), List.of());
	}

	private TrackOperation setAttributes(ObjectNode attributes, List<Relationship> relationships) {
		ObjectNode json = begin(OperationKind.IDENTIFY);
		json.put("timestamp", Instant.now().getEpochSecond());
		json.set("attributes", attributes);
		return relate(OperationKind.IDENTIFY, json, relationships);
	}

	/**
	 * Delete the person ("destroy" in the official SDKs). The next operation with the
	 * same identifier creates the person again, however old that operation is.
	 * {@link TrackOperation#isDestructive() Destructive}.
	 * @return the operation
	 */
	public TrackOperation delete() {
		return of(OperationKind.DELETE, begin(OperationKind.DELETE));
	}

	/**
	 * Delete the person, and make Customer.io ignore their data from now on.
	 * {@link TrackOperation#isDestructive() Destructive}.
	 * @return the operation
	 */
	public TrackOperation suppress() {
		return of(OperationKind.SUPPRESS, begin(OperationKind.SUPPRESS));
	}

	/**
	 * Make Customer.io accept the data of a suppressed person again.
	 * @return the operation
	 */
	public TrackOperation unsuppress() {
		return of(OperationKind.UNSUPPRESS, begin(OperationKind.UNSUPPRESS));
	}

	/**
	 * Merge another person into this one. {@link TrackOperation#isDestructive()
	 * Destructive}.
	 * @param secondary the person who is merged into this one and then deleted; neither
	 * may be identified by phone
	 * @return the operation
	 * @throws IllegalArgumentException if both identifiers are the same; e-mail addresses
	 * are compared without their case
	 */
	public TrackOperation merge(Identifier secondary) {
		Identifier primary = this.person;
		Assert.notNull(secondary, "'secondary' must not be null");
		Assert.isTrue(!primary.key().equals(secondary.key()), "'primary' and 'secondary' must differ");
		Assert.isTrue(!"phone".equals(primary.type()) && !"phone".equals(secondary.type()),
				"People cannot be merged by phone");
		ObjectNode json = OperationKind.MERGE.begin();
		primary.known().putTo(json.putObject("primary"));
		secondary.known().putTo(json.putObject("secondary"));
		return TrackOperation.of(OperationKind.MERGE, List.of(primary.key(), secondary.key()), json);
	}

	/**
	 * Track an event without data.
	 * @param name the name of the event, at most 100 bytes
	 * @return the operation
	 */
	public TrackOperation event(String name) {
		return event(name, Attributes.MAPPER.createObjectNode());
	}

	/**
	 * Track an event.
	 * @param name the name of the event, at most 100 bytes
	 * @param attributes the event data, limited only by the size of the operation
	 * @return the operation
	 */
	public TrackOperation event(String name, Object attributes) {
		TextRules.check("'name'", name, MAX_NAME_BYTES);
		return event(OperationKind.EVENT, name, Attributes.event(attributes));
	}

	/**
	 * Track a page view.
	 * @param name the name or URL of the page. Customer.io accepts 100 bytes, so a longer
	 * name is cut. The full name then goes into the attribute {@code url} if it is a URL
	 * or a path, otherwise into {@code name}, unless that attribute is already set
	 * @param attributes the data of the view
	 * @return the operation
	 */
	public TrackOperation page(String name, Object attributes) {
		return view(OperationKind.PAGE, name, Attributes.event(attributes));
	}

	/**
	 * Track a screen view of a mobile app.
	 * @param name the name of the screen; a long name is cut like that of a
	 * {@link #page(String, Object) page}
	 * @param attributes the data of the view
	 * @return the operation
	 */
	public TrackOperation screen(String name, Object attributes) {
		return view(OperationKind.SCREEN, name, Attributes.event(attributes));
	}

	private TrackOperation view(OperationKind kind, String name, ObjectNode attributes) {
		String cut = TextRules.cut(TextRules.check("'name'", name, TrackOperation.MAX_BYTES), MAX_NAME_BYTES);
		if (!cut.equals(name)) {
			String whole = (name.startsWith("/") || name.contains("://")) ? "url" : "name";
			attributes.putIfAbsent(whole, attributes.stringNode(name));
		}
		return event(kind, cut, attributes);
	}

	private TrackOperation event(OperationKind kind, String name, ObjectNode attributes) {
		ObjectNode json = kind.begin();
		this.person.putTo(json.putObject("identifiers"));
		json.put("id", UlidCreator.getUlid().toString());
		json.put("name", name);
		json.put("timestamp", Instant.now().getEpochSecond());
		json.set("attributes", attributes);
		return of(kind, json);
	}

	/**
	 * Add a device to the person or update it.
	 * @param device the device
	 * @return the operation
	 */
	public TrackOperation addDevice(Device device) {
		Assert.notNull(device, "'device' must not be null");
		ObjectNode json = begin(OperationKind.ADD_DEVICE);
		json.set("device", device.toJson());
		return of(OperationKind.ADD_DEVICE, json);
	}

	/**
	 * Remove a device from the person. {@link TrackOperation#isDestructive()
	 * Destructive}.
	 * @param token the device token
	 * @return the operation
	 */
	public TrackOperation deleteDevice(String token) {
		ObjectNode json = begin(OperationKind.DELETE_DEVICE);
		json.putObject("device").put("token", Device.checkToken(token));
		return of(OperationKind.DELETE_DEVICE, json);
	}

	/**
	 * Relate the person to objects.
	 * @param relationships at least one relationship
	 * @return the operation
	 */
	public TrackOperation addRelationships(List<Relationship> relationships) {
		Assert.notEmpty(relationships, "'relationships' must not be empty");
		return relate(OperationKind.ADD_RELATIONSHIPS, begin(OperationKind.ADD_RELATIONSHIPS), relationships);
	}

	/**
	 * Remove relationships between the person and objects.
	 * {@link TrackOperation#isDestructive() Destructive}.
	 * @param objects at least one object
	 * @return the operation
	 */
	public TrackOperation deleteRelationships(List<ObjectIdentifier> objects) {
		Assert.notEmpty(objects, "'objects' must not be empty");
		List<Relationship> relationships = objects.stream().map(Relationship::new).toList();
		return relate(OperationKind.DELETE_RELATIONSHIPS, begin(OperationKind.DELETE_RELATIONSHIPS), relationships);
	}

	private TrackOperation relate(OperationKind kind, ObjectNode json, List<Relationship> relationships) {
		Assert.notNull(relationships, "'relationships' must not be null");
		Assert.noNullElements(relationships, "'relationships' must not contain null");
		List<String> subjects = new ArrayList<>();
		subjects.add(this.person.key());
		for (Relationship relationship : relationships) {
			relationship.object().putTo(Relationship.add(json, relationship.attributes()));
			subjects.add(relationship.object().key());
		}
		return TrackOperation.of(kind, subjects.stream().distinct().toList(), json);
	}

	private ObjectNode begin(OperationKind kind) {
		ObjectNode json = kind.begin();
		this.person.known().putTo(json.putObject("identifiers"));
		return json;
	}

	private TrackOperation of(OperationKind kind, ObjectNode json) {
		return TrackOperation.of(kind, List.of(this.person.key()), json);
	}

}
