package io.github.customeriospring.operation;

import java.time.Instant;

import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Writes the parts that operations have in common.
 */
final class OperationJson {

	/** A number outside this range is not in seconds, but in milliseconds, say. */
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
				() -> "A timestamp must be between 2001 and 5138, was " + timestamp);
		return seconds;
	}

	/** Omits the field if there are no attributes. */
	static void putAttributes(ObjectNode json, String name, Object attributes) {
		ObjectNode node = Attributes.profile(attributes);
		if (!node.isEmpty()) {
			json.set(name, node);
		}
	}

	/** Adds a relationship and returns its identifiers, which the caller fills. */
	static ObjectNode addRelationship(ObjectNode json, Object attributes) {
		ObjectNode relationship = json.withArray("cio_relationships").addObject();
		ObjectNode identifiers = relationship.putObject("identifiers");
		putAttributes(relationship, "relationship_attributes", attributes);
		return identifiers;
	}

}
