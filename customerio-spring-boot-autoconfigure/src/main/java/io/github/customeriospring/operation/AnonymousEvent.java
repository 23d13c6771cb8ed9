package io.github.customeriospring.operation;

import java.time.Instant;

import com.github.f4b6a3.ulid.UlidCreator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * An anonymous event in the format of the Track API's version 1. Unlike in version 2,
 * such an event is part of Customer.io's reference, it needs no person at all (an
 * invitation to {@code recipient}, for example), and its data may have 100,000 bytes. It
 * cannot be part of a batch; use {@link Identifier#anonymous} for that.
 *
 * @since 0.1.0
 */
public final class AnonymousEvent {

	/**
	 * Maximum size of the event data, in bytes of JSON.
	 */
	public static final int MAX_DATA_BYTES = 100_000;

	private static final JsonMapper MAPPER = Attributes.MAPPER;

	private AnonymousEvent() {
	}

	/**
	 * Write an event with a new ULID and the current time.
	 * @param anonymousId your id for the visitor, or {@code null} for an event without a
	 * person
	 * @param name the name of the event, at most 100 bytes
	 * @param data the event data, at most 100,000 bytes of JSON
	 * @return the body of {@code POST /api/v1/events} as UTF-8
	 */
	public static byte[] toBytes(@Nullable String anonymousId, String name, Object data) {
		TextRules.check("'name'", name, PersonOperations.MAX_NAME_BYTES);
		ObjectNode json = MAPPER.createObjectNode();
		if (anonymousId != null) {
			Identifier.anonymous(anonymousId).putTo(json);
		}
		json.put("id", UlidCreator.getUlid().toString());
		json.put("name", name);
		json.put("timestamp", Instant.now().getEpochSecond());
		ObjectNode attributes = Attributes.event(data);
		int bytes = MAPPER.writeValueAsBytes(attributes).length;
		Assert.isTrue(bytes <= MAX_DATA_BYTES,
				() -> "The data of an event must have at most " + MAX_DATA_BYTES + " bytes of JSON, has " + bytes);
		json.set("data", attributes);
		return MAPPER.writeValueAsBytes(json);
	}

}
