package io.github.customeriospring.operation;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * A device that receives push notifications.
 *
 * @param token the device token, without control characters
 * @param platform {@code ios} or {@code android}
 * @param lastUsed when it was last used, or {@code null} if unknown
 * @param attributes further attributes, empty for none
 * @since 0.1.0
 */
public record Device(String token, String platform, @Nullable Instant lastUsed, Object attributes) {

	private static final int MAX_TOKEN_BYTES = 4096;

	public Device {
		checkToken(token);
		Assert.isTrue("ios".equals(platform) || "android".equals(platform), "'platform' must be ios or android");
		Assert.notNull(attributes, "'attributes' must not be null");
	}

	/**
	 * Create a device without attributes whose last use is unknown.
	 * @param token the device token
	 * @param platform {@code ios} or {@code android}
	 */
	public Device(String token, String platform) {
		this(token, platform, null, Map.of());
	}

	static String checkToken(@Nullable String token) {
		return TextRules.checkIdentifier("'token'", token, MAX_TOKEN_BYTES);
	}

	ObjectNode toJson() {
		ObjectNode json = Attributes.MAPPER.createObjectNode();
		json.put("token", this.token).put("platform", this.platform);
		if (this.lastUsed != null) {
			json.put("last_used", AttributeRules.seconds(this.lastUsed));
		}
		Attributes.put(json, "attributes", this.attributes);
		return json;
	}

	@Override
	public String toString() {
		return this.platform + " device";
	}

}
