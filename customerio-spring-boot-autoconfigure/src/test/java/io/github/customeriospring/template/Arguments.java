package io.github.customeriospring.template;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.operation.Device;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.RelatedPerson;
import io.github.customeriospring.operation.Relationship;
import io.github.customeriospring.operation.TrackOperation;

/**
 * Values of the types that methods for the Track API take.
 */
final class Arguments {

	private static final ObjectIdentifier OBJECT = new ObjectIdentifier("1", "acme");

	private static final Map<String, Object> VALUES = Map.of("java.lang.String", "42", "java.lang.Object",
			Map.of("a", 1), ObjectIdentifier.class.getName(), OBJECT, Device.class.getName(),
			new Device("token", "ios"), TrackOperation.class.getName(), TrackOperation.event("42", "a"),
			"java.util.List<" + Relationship.class.getName() + ">", List.of(new Relationship(OBJECT, Map.of())),
			"java.util.List<" + ObjectIdentifier.class.getName() + ">", List.of(OBJECT),
			"java.util.List<" + RelatedPerson.class.getName() + ">", List.of());

	private static final AtomicInteger PEOPLE = new AtomicInteger();

	private Arguments() {
	}

	/** No two people are the same, as those of a merge must differ. */
	static Object of(Type type) {
		Object value = (type == Identifier.class) ? Identifier.id("" + PEOPLE.incrementAndGet())
				: VALUES.get(type.getTypeName());
		if (value == null) {
			throw new IllegalArgumentException("No value of " + type);
		}
		return value;
	}

}
