package io.github.customeriospring.operation;

import java.time.Instant;

import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * The parts that the JSON of operations is made of.
 */
final class OperationJson {

	/** Outside of this range a timestamp is no count of seconds (milliseconds, say). */
	private static final long MIN_TIMESTAMP = 1_000_000_000L;

	private static final long MAX_TIMESTAMP = 99_999_999_999L;

	private OperationJson() {
	}

	static ObjectNode begin(OperationKind kind) {
		return Attributes.MAPPER.createObjectNode().put("type", kind.type()).put("action", kind.action());
	}

	static long seconds(Instant timestamp) {
		long seconds = timestamp.getEpochSecond();
		Assert.isTrue(seconds >= MIN_TIMESTAMP && seconds <= MAX_TIMESTAMP,
				() -> "A timestamp must lie between 2001 and 5138, was " + timestamp);
		return seconds;
	}

	/** No attributes are left out. */
	static void putAttributes(ObjectNode json, String name, Object attributes) {
		ObjectNode node = Attributes.profile(attributes);
		if (!node.isEmpty()) {
			json.set(name, node);
		}
	}

	/** Begins one of the relationships of an operation. */
	static ObjectNode addRelationship(ObjectNode json, Object attributes) {
		ObjectNode relationship = json.withArray("cio_relationships").addObject();
		ObjectNode identifiers = relationship.putObject("identifiers");
		putAttributes(relationship, "relationship_attributes", attributes);
		return identifiers;
	}

}
