package io.github.customeriospring.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Fault} over the wire.
 */
class FaultTests {

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private final TestClient client = new TestClient(this.customerIo);

	@BeforeEach
	void limitToOne() {
		this.customerIo.limit(SimulatedQuota.TRACK, 1, Duration.ofMinutes(1));
	}

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void statusAnswersWithItAndTakesASlot() throws Exception {
		HttpResponse<String> response = fail(Fault.status(503));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).isEqualTo("{\"errors\":[{\"detail\":\"simulated fault\",\"status\":\"503\"}]}");
		assertThat(this.customerIo.operations()).isZero();
		assertSlotTaken(true);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK)).isEqualTo(new QuotaStats(0, 1, 1, 1));
	}

	@Test
	void statusWhenRefusedByTheLimitIsKeptForTheNext() throws Exception {
		this.client.identify();
		assertThat(fail(Fault.status(503)).statusCode()).isEqualTo(429);
		this.customerIo.limit(SimulatedQuota.TRACK, 2, Duration.ofMinutes(1));
		assertThat(this.client.identify().statusCode()).isEqualTo(503);
	}

	@Test
	void statusWithBodyAnswersWithIt() throws Exception {
		assertThat(fail(Fault.status(400, "{not json")).body()).isEqualTo("{not json");
	}

	@Test
	void tooManyRequestsAnswersWithoutRetryAfterAndTakesNoSlot() throws Exception {
		HttpResponse<String> response = fail(Fault.tooManyRequests());
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).isEmpty();
		assertSlotTaken(false);
	}

	@Test
	void tooManyRequestsWithDurationRoundsUpToSeconds() throws Exception {
		assertThat(fail(Fault.tooManyRequests(Duration.ofMillis(1200))).headers().firstValue("Retry-After"))
			.hasValue("2");
	}

	@Test
	void tooManyRequestsWithRawValueSendsItAsItIs() throws Exception {
		for (String value : List.of("abc", "-5", "Sat, 21 Nov 2026 10:00:00 GMT", "99999999")) {
			assertThat(fail(Fault.tooManyRequests(value)).headers().firstValue("Retry-After")).hasValue(value);
		}
	}

	@Test
	void dailyQuotaAnswersWithItsHeaders() throws Exception {
		HttpResponse<String> response = fail(Fault.dailyQuota(100));
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).isEmpty();
		assertThat(response.headers().firstValue("X-RateLimit-Limit")).hasValue("100");
		assertThat(response.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
		assertSlotTaken(false);
	}

	@Test
	void unauthorizedAnswersWithoutTakingASlot() throws Exception {
		assertThat(fail(Fault.unauthorized()).statusCode()).isEqualTo(401);
		assertSlotTaken(false);
	}

	/** As probed by CauldronUp/cauldron, recipes/customerio, on 2026-09-01. */
	@Test
	void wrongCredentialsAreAnsweredAsEachApiDoes() throws Exception {
		String meta = "{\"meta\":{\"error\":\"Unauthorized request\"}}";
		HttpResponse<String> track = this.client.send("POST", "/api/v2/entity", TestClient.IDENTIFY, "Basic d3Jvbmc6");
		assertThat(track.body()).isEqualTo(meta);
		assertThat(track.headers().firstValue("WWW-Authenticate"))
			.hasValue("Basic realm=\"Customer.io edge event collection\"");
		assertThat(this.client.send("POST", "/v1/send/push", "{}", "Bearer wrong").body()).isEqualTo(meta);
		assertThat(this.client.send("GET", "/v1/segments", "", "Bearer wrong").body()).contains("\"errors\"");
	}

	@Test
	void wrongRegionPointsToTheOtherTrackHostAndIsAWrongKeyToTheAppApi() throws Exception {
		HttpResponse<String> track = fail(Fault.wrongRegion());
		assertThat(track.statusCode()).isEqualTo(301);
		assertThat(track.body()).isEqualTo("{\"errors\":[{\"detail\":\"wrong datacenter\",\"status\":\"301\"}]}");
		assertThat(track.headers().firstValue("Location")).hasValue("https://track-eu.customer.io/api/v2/entity");
		this.customerIo.faults().next(SimulatedQuota.APP, 1, Fault.wrongRegion());
		HttpResponse<String> app = this.client.send("GET", "/v1/segments?x=1", "");
		assertThat(app.statusCode()).isEqualTo(401);
		assertThat(app.headers().firstValue("Location")).isEmpty();
		assertSlotTaken(false);
	}

	@Test
	void emptyBodyAnswersWithNone() throws Exception {
		HttpResponse<String> response = fail(Fault.emptyBody(500));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void htmlAnswersWithAPage() throws Exception {
		HttpResponse<String> response = fail(Fault.html(502));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
		assertThat(response.body()).startsWith("<html>");
	}

	@Test
	void slowAnswersLaterButNormally() throws Exception {
		long start = System.nanoTime();
		assertThat(fail(Fault.slow(Duration.ofMillis(60))).statusCode()).isEqualTo(200);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
		assertThat(this.customerIo.operations()).isOne();
	}

	@Test
	void resetBreaksTheConnectionAndAcceptsNothing() throws Exception {
		assertReset(Fault.reset());
		assertThat(this.customerIo.operations()).isZero();
		assertThat(this.customerIo.requests()).extracting(RecordedRequest::status).containsExactly(0);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK).failed()).isOne();
		assertSlotTaken(false);
	}

	@Test
	void acceptThenResetBreaksTheConnectionButAccepts() throws Exception {
		assertReset(Fault.acceptThenReset());
		assertThat(this.customerIo.operations()).isOne();
		assertThat(this.customerIo.person("42")).isNotNull();
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK).accepted()).isOne();
		assertSlotTaken(true);
	}

	private HttpResponse<String> fail(Fault fault) throws IOException, InterruptedException {
		this.customerIo.faults().next(SimulatedQuota.TRACK, 1, fault);
		return this.client.identify();
	}

	private void assertSlotTaken(boolean taken) throws IOException, InterruptedException {
		assertThat(this.client.identify().statusCode()).isEqualTo(taken ? 429 : 200);
	}

	/**
	 * A plain socket tells a reset, which is an exception, from a close, which is an end.
	 */
	private void assertReset(Fault fault) throws IOException {
		this.customerIo.faults().next(1, fault);
		String request = TestClient.raw("POST", "/api/v2/entity", TestClient.IDENTIFY);
		try (Socket socket = new Socket("127.0.0.1", this.customerIo.port())) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			InputStream input = socket.getInputStream();
			assertThatExceptionOfType(SocketException.class).isThrownBy(input::read)
				.withMessageContaining("Connection reset");
		}
	}

}
