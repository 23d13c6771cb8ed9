package io.github.customeriospring.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Outage} and the faults that go with it.
 */
class OutageTests {

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final TestClient client = new TestClient(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void outageWhenClosedServesAgain() throws Exception {
		try (Outage outage = this.customerIo.faults().outage(Fault.status(503))) {
			assertThat(outage).isNotNull();
			assertThat(this.client.identify().statusCode()).isEqualTo(503);
			assertThat(this.client.identify().statusCode()).isEqualTo(503);
		}
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
		assertThat(this.customerIo.operations()).isOne();
	}

	@Test
	void outageOfOneQuotaLeavesTheOtherAlone() throws Exception {
		this.customerIo.faults().outage(SimulatedQuota.APP, Fault.status(503));
		assertThat(this.client.send("GET", "/v1/segments", "").statusCode()).isEqualTo(503);
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
	}

	@Test
	void outageOfOneOperationStrikesWhateverCarriesIt() throws Exception {
		this.customerIo.faults().outage((request) -> request.body().contains("\"id\":\"42\""), Fault.status(500));
		String batch = "{\"batch\":[" + TestClient.IDENTIFY + "]}";
		assertThat(this.client.identify().statusCode()).isEqualTo(500);
		assertThat(this.client.send("POST", "/api/v2/batch", batch).statusCode()).isEqualTo(500);
		assertThat(this.client.send("POST", "/api/v2/batch", batch.replace("42", "43")).statusCode()).isEqualTo(200);
		assertThat(this.customerIo.people()).containsOnlyKeys("43");
	}

	@Test
	void outageOfAPathSeesMethodPathAndHeaders() throws Exception {
		this.customerIo.faults()
			.outage((request) -> request.method().equals("GET") && request.path().equals("/v1/segments")
					&& request.headers().containsKey("authorization"), Fault.html(200));
		assertThat(this.client.send("GET", "/v1/segments", "").body()).startsWith("<html>");
		assertThat(this.client.send("GET", "/v1/snippets", "").body()).startsWith("{");
	}

	@Test
	void answerOfAProxyCountsAsFailedEvenWith200() throws Exception {
		this.customerIo.faults().next(1, Fault.html(200));
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK)).isEqualTo(new QuotaStats(0, 0, 1, 1));
	}

	@Test
	void refuseConnectionsBreaksOpenOnesAndRefusesNewOnesUntilClosed() throws Exception {
		int port = this.customerIo.port();
		try (Socket open = connect()) {
			open.getOutputStream().write(bytes());
			open.getInputStream().read();
			try (Outage outage = this.customerIo.refuseConnections()) {
				assertThat(outage).hasToString("connections refused");
				assertThatExceptionOfType(ConnectException.class).isThrownBy(this.client::identify);
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> open.getInputStream().readAllBytes());
			}
		}
		assertThat(this.customerIo.port()).isEqualTo(port);
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
	}

	@Test
	void resetEndsOutagesAndRefusals() throws Exception {
		this.customerIo.faults().outage(Fault.status(503));
		this.customerIo.refuseConnections();
		this.customerIo.reset();
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
	}

	@Test
	void closeWhileConnectionsAreRefusedEndsQuietly() {
		Outage outage = this.customerIo.refuseConnections();
		this.customerIo.close();
		outage.close();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this.client::identify);
	}

	@Test
	void cutAnswerAppliesAndEndsInTheMiddle() throws Exception {
		this.customerIo.faults().next(1, Fault.cutAnswer());
		try (Socket socket = connect()) {
			socket.getOutputStream().write(bytes());
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length: 4").endsWith("{}\n");
		}
		assertThat(this.customerIo.person("42")).isNotNull();
		assertThat(this.customerIo.requests()).extracting(RecordedRequest::status).containsExactly(0);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
			this.customerIo.faults().next(1, Fault.cutAnswer());
			this.client.identify();
		});
	}

	@Test
	void noAnswerKeepsTheConnectionAndAppliesNothing() throws Exception {
		this.customerIo.faults().next(1, Fault.noAnswer());
		try (Socket socket = connect()) {
			socket.setSoTimeout((int) Duration.ofMillis(200).toMillis());
			socket.getOutputStream().write(bytes());
			InputStream input = socket.getInputStream();
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(input::read);
		}
		assertThat(this.customerIo.person("42")).isNull();
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK).failed()).isOne();
	}

	private Socket connect() throws IOException {
		return new Socket("127.0.0.1", this.customerIo.port());
	}

	private static byte[] bytes() {
		return TestClient.raw("POST", "/api/v2/entity", TestClient.IDENTIFY).getBytes(StandardCharsets.UTF_8);
	}

}
