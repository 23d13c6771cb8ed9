package io.github.customeriospring.operation;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Device} and {@link Relationship}.
 */
class DeviceTests {

	@Test
	void deviceWithoutMoreHasNoTimeAndNoAttributes() {
		Device device = new Device("token-1", "ios");
		assertThat(device.lastUsed()).isNull();
		assertThat(device.attributes()).isEqualTo(Map.of());
	}

	@Test
	void tokenWhenUnusableIsRefused() {
		assertRefused("'token' must not be null", () -> new Device(null, "ios"));
		assertRefused("'token' must not be empty", () -> new Device(" ", "ios"));
		assertRefused("'token' must not contain control characters", () -> new Device("a\nb", "ios"));
		assertRefused("'token' must have at most 4096 bytes of UTF-8, has 4097",
				() -> new Device("t".repeat(4097), "ios"));
	}

	@Test
	void tokenWhenOfMostBytesIsAccepted() {
		assertThat(new Device("t".repeat(4096), "android").token()).hasSize(4096);
	}

	@Test
	void platformWhenUnknownIsRefusedWithoutQuotingWhatMayBeTheToken() {
		assertRefused("'platform' must be ios or android", () -> new Device("ios", "token-1"));
		assertRefused("'platform' must be ios or android", () -> new Device("token-1", null));
		assertRefused("'platform' must be ios or android", () -> new Device("token-1", "iOS"));
	}

	@Test
	void attributesWhenNullAreRefused() {
		assertRefused("'attributes' must not be null", () -> new Device("token-1", "ios", null, null));
		assertRefused("'attributes' must not be null", () -> new Relationship(new ObjectIdentifier("1", "acme"), null));
	}

	@Test
	void relationshipWhenItHasNoObjectIsRefused() {
		assertRefused("'object' must not be null", () -> new Relationship(null));
	}

	@Test
	void toStringHasNoPersonalData() {
		Map<String, String> attributes = Map.of("owner", "jane@example.com");
		assertThat(new Device("token-1", "ios", null, attributes)).hasToString("ios device");
		assertThat(new Relationship(new ObjectIdentifier("1", "acme"), attributes))
			.hasToString("relationship to object of type 1");
	}

	private static void assertRefused(String message, Runnable creation) {
		assertThatIllegalArgumentException().isThrownBy(creation::run).withMessage(message);
	}

}
