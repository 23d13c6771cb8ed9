package io.github.customeriospring.simulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ReceivedOperation}.
 */
class ReceivedOperationTests {

	private static final String EVENT = """
			{"type":"person","action":"event","identifiers":{"id":"42"},"name":"bought","attributes":{"price":9},
			"id":"01HB4HBDKTFWYZCK01DMRSWRFD","timestamp":1700000000}""";

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final TestClient client = new TestClient(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void receivedOperationsIgnoreIdAndTimeButNothingElse() throws Exception {
		this.client.send("POST", "/api/v2/entity", EVENT);
		assertThat(this.customerIo.receivedOperations()).containsExactly(ReceivedOperation.ofJson("""
				{"type":"person","action":"event","name":"bought","identifiers":{"id":"42"},"attributes":{"price":9},
				"id":"another","timestamp":1800000000}"""));
		for (String other : new String[] { EVENT.replace("9}", "8}"), EVENT.replace("bought", "sold"),
				EVENT.replace("42", "43") }) {
			assertThat(ReceivedOperation.ofJson(other)).isNotIn(this.customerIo.receivedOperations());
		}
	}

	@Test
	void receivedOperationsLeaveOutWhatWasRefused() throws Exception {
		String invalid = "{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"42\"}}";
		this.client.send("POST", "/api/v2/batch", "{\"batch\":[" + EVENT + "," + invalid + "]}");
		assertThat(this.customerIo.receivedOperations()).hasSize(1);
		this.customerIo.reset();
		assertThat(this.customerIo.receivedOperations()).isEmpty();
	}

	@Test
	void operationOfVersion1EqualsItsLikeOfVersion2() throws Exception {
		this.client.send("POST", "/api/v1/customers/42/events", "{\"name\":\"bought\",\"data\":{\"price\":9}}");
		this.client.send("PUT", "/api/v1/customers/42", "{\"plan\":\"pro\",\"_timestamp\":1700000000}");
		assertThat(this.customerIo.receivedOperations()).containsExactly(ReceivedOperation.ofJson(EVENT),
				ReceivedOperation.ofJson(TestClient.IDENTIFY));
	}

	@Test
	void accessorsTellTheParts() {
		ReceivedOperation operation = ReceivedOperation.ofJson(EVENT);
		assertThat(operation.type()).isEqualTo("person");
		assertThat(operation.action()).isEqualTo("event");
		assertThat(operation.name()).isEqualTo("bought");
		assertThat(operation.identifiers()).containsExactly(entry("id", "42"));
		assertThat(operation.attributes()).containsExactly(entry("price", 9));
		assertThat(operation.fields()).containsEntry("timestamp", 1_700_000_000);
		assertThat(operation).hasToString("{\"type\":\"person\",\"action\":\"event\",\"identifiers\":{\"id\":\"42\"},"
				+ "\"name\":\"bought\",\"attributes\":{\"price\":9}}");
	}

	@Test
	void ofJsonWhenNoObjectFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> ReceivedOperation.ofJson("[]"))
			.withMessage("'json' must be an object, was []");
	}

}
