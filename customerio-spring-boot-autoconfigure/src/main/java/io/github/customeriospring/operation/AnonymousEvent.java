package io.github.customeriospring.operation;

import java.time.Instant;

import com.github.f4b6a3.ulid.UlidCreator;
import io.github.customeriospring.text.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * An event of somebody who is not known, as version 1 of the Track API takes it. It has
 * what version 2 lacks: it is in Customer.io's reference, it can be about nobody at all
 * (such as an invitation to {@code recipient}), and its data may have 100,000 bytes. It
 * cannot go in a batch: {@link Identifier#anonymous} can.
 *
 * @since 0.1.0
 */
public final class AnonymousEvent {

	/**
	 * Most bytes of JSON in the data of an event.
	 */
	public static final int MAX_DATA_BYTES = 100_000;

	private static final JsonMapper MAPPER = Attributes.MAPPER;

	private AnonymousEvent() {
	}

	/**
	 * Write an event with a ULID and the time of now.
	 * @param anonymousId your id of the visitor, or {@code null} for an event about
	 * nobody
	 * @param name what was done, at most 100 bytes
	 * @param data data of the event, at most 100,000 bytes of JSON
	 * @return the UTF-8 bytes, the body of {@code POST /api/v1/events}
	 */
	public static byte[] toBytes(@Nullable String anonymousId, String name, Object data) {
		Text.check("'name'", name, PersonOperations.MAX_NAME_BYTES);
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
