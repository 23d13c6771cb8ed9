package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Creates the operations on one object, such as an account or a course.
 * <p>
 * The queue keeps the order of all operations on the object and on the people that an
 * operation relates to it. Calls of the template are not ordered.
 *
 * @since 0.1.0
 * @see TrackOperation#object(ObjectIdentifier)
 */
public final class ObjectOperations {

	private static final Set<String> PERSON_TYPES = Set.of("id", "email", "cio_id");

	private final ObjectIdentifier object;

	ObjectOperations(@Nullable ObjectIdentifier object) {
		Assert.notNull(object, "'object' must not be null");
		this.object = object;
	}

	/**
	 * Create or update the object. An object identified by its {@code cio_object_id} is
	 * only updated.
	 * @param attributes at most 300 attributes, with names of at most 150 bytes and
	 * strings of at most 1,000 bytes; a {@code null} or empty value removes an attribute
	 * @return the operation
	 */
	public TrackOperation identify(Object attributes) {
		return identify(attributes, List.of());
	}

	/**
	 * Create or update the object and relate people to it.
	 * @param attributes see {@link #identify(Object)}
	 * @param people the people to relate, identified by id, e-mail address or
	 * {@code cio_id}; existing relationships are kept
	 * @return the operation
	 */
	public TrackOperation identify(Object attributes, List<RelatedPerson> people) {
		ObjectNode json = begin(OperationKind.IDENTIFY_OBJECT);
		json.put("timestamp", Instant.now().getEpochSecond());
		json.set("attributes", Attributes.profile(attributes));
		return relate(OperationKind.IDENTIFY_OBJECT, json, people);
	}

	/**
	 * Delete the object. {@link TrackOperation#isDestructive() Destructive}.
	 * @return the operation
	 */
	public TrackOperation delete() {
		return relate(OperationKind.DELETE_OBJECT, begin(OperationKind.DELETE_OBJECT), List.of());
	}

	/**
	 * Relate people to the object.
	 * @param people at least one person, identified by id, e-mail address or
	 * {@code cio_id}
	 * @return the operation
	 */
	public TrackOperation addPeople(List<RelatedPerson> people) {
		Assert.notEmpty(people, "'people' must not be empty");
		return relate(OperationKind.ADD_PEOPLE, begin(OperationKind.ADD_PEOPLE), people);
	}

	/**
	 * Remove relationships between people and the object.
	 * {@link TrackOperation#isDestructive() Destructive}.
	 * @param people at least one person, identified by id, e-mail address or
	 * {@code cio_id}
	 * @return the operation
	 */
	public TrackOperation removePeople(List<Identifier> people) {
		Assert.notEmpty(people, "'people' must not be empty");
		List<RelatedPerson> related = people.stream().map(RelatedPerson::new).toList();
		return relate(OperationKind.REMOVE_PEOPLE, begin(OperationKind.REMOVE_PEOPLE), related);
	}

	private TrackOperation relate(OperationKind kind, ObjectNode json, List<RelatedPerson> people) {
		Assert.notNull(people, "'people' must not be null");
		Assert.noNullElements(people, "'people' must not contain null");
		List<String> subjects = new ArrayList<>();
		subjects.add(this.object.key());
		for (RelatedPerson related : people) {
			Identifier person = related(related.person());
			person.putTo(Relationship.add(json, related.attributes()));
			subjects.add(person.key());
		}
		return TrackOperation.of(kind, subjects.stream().distinct().toList(), json);
	}

	static Identifier related(Identifier person) {
		Assert.isTrue(PERSON_TYPES.contains(person.type()),
				() -> "'people' must be identified by id, email or cio_id, but one has the type " + person.type());
		return person;
	}

	private ObjectNode begin(OperationKind kind) {
		ObjectNode json = kind.begin();
		this.object.putTo(json.putObject("identifiers"));
		return json;
	}

}
