package io.github.customeriospring.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.workspace.SimulatedDelivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SimulatedCustomerIo} over the wire.
 */
class SimulatedCustomerIoTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	private TestClient client = new TestClient(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void sendWhenValidIsAcceptedAppliedAndRecorded() throws Exception {
		HttpResponse<String> response = this.client.send("PUT", "/api/v1/customers/4%2F2?x=1", "{\"plan\":\"pro\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{}\n");
		assertThat(this.customerIo.person("4/2").attributes()).containsEntry("plan", "pro");
		assertThat(this.customerIo.operations()).isOne();
		assertThat(this.customerIo.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("PUT");
			assertThat(request.path()).isEqualTo("/api/v1/customers/4%2F2");
			assertThat(request.query()).isEqualTo("x=1");
			assertThat(request.body()).isEqualTo("{\"plan\":\"pro\"}");
			assertThat(request.status()).isEqualTo(200);
			assertThat(request.headers()).containsEntry("authorization", RecordedRequest.REDACTED)
				.containsEntry("content-type", "application/json");
		});
	}

	@Test
	void sendWhenTrackCredentialsAreWrongIsUnauthorizedWithoutTakingASlot() throws Exception {
		this.customerIo.limit(SimulatedQuota.TRACK, 1, MINUTE);
		String wrong = TestClient.basic(SimulatedCustomerIo.SITE_ID, "wrong");
		assertThat(this.client.send("POST", "/api/v2/entity", TestClient.IDENTIFY, wrong).statusCode()).isEqualTo(401);
		assertThat(this.client.send("POST", "/api/v2/entity", TestClient.IDENTIFY, TestClient.BEARER).statusCode())
			.isEqualTo(401);
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK)).isEqualTo(new QuotaStats(1, 0, 2, 1));
	}

	@Test
	void sendWhenAppCredentialsAreWrongIsUnauthorized() throws Exception {
		assertThat(this.client.send("GET", "/v1/segments", "", TestClient.BASIC).statusCode()).isEqualTo(401);
		assertThat(this.client.send("POST", "/v1/send/push", "{}", TestClient.BASIC).statusCode()).isEqualTo(401);
		assertThat(this.client.send("GET", "/v1/segments", "", "Bearer wrong").statusCode()).isEqualTo(401);
		assertThat(this.client.send("GET", "/v1/segments", "").statusCode()).isEqualTo(200);
	}

	@Test
	void sendsWhenSomeAreAcceptedAndThenResetAreAppliedAllTheSame() throws Exception {
		this.customerIo.faults().random(0.05, Fault.acceptThenReset(), 7);
		int resets = 0;
		for (int i = 0; i < 100; i++) {
			try {
				this.client.send("POST", "/v1/send/push",
						"{\"identifiers\":{\"id\":\"" + i + "\"},\"transactional_message_id\":3}");
			}
			catch (IOException ex) {
				resets++;
			}
		}
		assertThat(resets).isPositive().isLessThan(20);
		assertThat(this.customerIo.deliveries()).extracting(SimulatedDelivery::person)
			.doesNotHaveDuplicates()
			.hasSize(100);
	}

	@Test
	void sendWhenOperationNeedsNoCredentialsIsAccepted() throws Exception {
		assertThat(this.client.send("POST", "/api/v1/metrics", "{\"delivery_id\":\"a\",\"metric\":\"opened\"}", "none")
			.statusCode()).isEqualTo(200);
		assertThat(this.client.send("POST", "/unsubscribe/abc", "{\"unsubscribe\":true}", "none").statusCode())
			.isEqualTo(200);
	}

	@Test
	void sendWhenOwnCredentialsAreSetAdmitsThoseOnly() throws Exception {
		restart(SimulatedCustomerIo.builder().credentials("site", "key", "app"));
		assertThat(this.client.identify().statusCode()).isEqualTo(401);
		assertThat(this.client.send("POST", "/api/v2/entity", TestClient.IDENTIFY, TestClient.basic("site", "key"))
			.statusCode()).isEqualTo(200);
		assertThat(this.client.send("GET", "/v1/exports", "", "Bearer app").statusCode()).isEqualTo(200);
	}

	@Test
	void sendWhenLimitIsReachedIsRefusedWithRetryAfter() throws Exception {
		this.customerIo.limit(SimulatedQuota.TRACK, 2, MINUTE);
		this.client.identify();
		this.client.identify();
		HttpResponse<String> refused = this.client.identify();
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(60);
		assertThat(refused.body()).isEqualTo(
				"{\"errors\":[{\"detail\":\"rate limited to 2 requests per 60s (reference simulated)\",\"status\":\"429\"}]}");
		assertThat(this.customerIo.operations()).isEqualTo(2);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK)).isEqualTo(new QuotaStats(2, 1, 0, 2));
	}

	@Test
	void sendWhenRetryAfterIsOffIsRefusedWithout() throws Exception {
		restart(SimulatedCustomerIo.builder().retryAfter(false).limit(SimulatedQuota.TRACK, 1, MINUTE));
		this.client.identify();
		HttpResponse<String> refused = this.client.identify();
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
	}

	@Test
	void sendWhenOneQuotaIsSpentLeavesTheOthers() throws Exception {
		for (SimulatedQuota quota : SimulatedQuota.values()) {
			this.customerIo.limit(quota, 1, MINUTE);
		}
		String email = "{\"identifiers\":{\"id\":\"1\"},\"transactional_message_id\":1,\"to\":\"a@example.com\"}";
		for (int status : List.of(200, 429)) {
			assertThat(this.client.identify().statusCode()).isEqualTo(status);
			assertThat(this.client.send("POST", "/v1/send/email", email).statusCode()).isEqualTo(status);
			assertThat(this.client.send("POST", "/v1/campaigns/3/triggers", "{}").statusCode()).isEqualTo(status);
			assertThat(this.client.send("GET", "/v1/campaigns", "").statusCode()).isEqualTo(status);
		}
		assertThat(Stream.of(SimulatedQuota.values()).map(this.customerIo::stats))
			.containsOnly(new QuotaStats(1, 1, 0, 1));
	}

	@Test
	void sendWhenInvalidTakesASlotAndFails() throws Exception {
		this.customerIo.limit(SimulatedQuota.TRACK, 1, MINUTE);
		assertThat(this.client.send("POST", "/api/v2/entity", "{}").statusCode()).isEqualTo(400);
		assertThat(this.client.identify().statusCode()).isEqualTo(429);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK)).isEqualTo(new QuotaStats(0, 1, 1, 1));
	}

	@Test
	void limitWhenRaisedLiveAdmitsTheNext() throws Exception {
		this.customerIo.limit(SimulatedQuota.TRACK, 1, MINUTE);
		this.client.identify();
		assertThat(this.client.identify().statusCode()).isEqualTo(429);
		this.customerIo.limit(SimulatedQuota.TRACK, 2, MINUTE);
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
	}

	@Test
	void sendWhenConcurrentNeverLetsMoreThanTheLimitIntoAnyWindow() {
		Duration window = Duration.ofMillis(50);
		this.customerIo.limit(SimulatedQuota.TRACK, 20, window);
		for (int round = 0; round < 10; round++) {
			Stream.generate(this.client::identifyLater).limit(60).toList().forEach(CompletableFuture::join);
		}
		List<RecordedRequest> requests = this.customerIo.requests();
		long[] accepted = requests.stream()
			.filter((request) -> request.status() == 200)
			.mapToLong(RecordedRequest::arrivalNanos)
			.sorted()
			.toArray();
		int most = 0;
		for (int last = 0, first = 0; last < accepted.length; last++) {
			while (accepted[last] - accepted[first] >= window.toNanos()) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		QuotaStats stats = this.customerIo.stats(SimulatedQuota.TRACK);
		assertThat(most).isEqualTo(20).isEqualTo(stats.mostInAnyWindow());
		assertThat(stats.accepted()).isEqualTo(accepted.length).isEqualTo(this.customerIo.operations());
		assertThat(stats.accepted() + stats.refused()).isEqualTo(600).isEqualTo(requests.size());
		assertThat(stats.refused()).isPositive();
	}

	@Test
	void sendWhenServiceAndNetworkTakeTimeAnswersNotBefore() throws Exception {
		restart(SimulatedCustomerIo.builder()
			.serviceTime(Duration.ofMillis(30))
			.network(NetworkDelay.fixed(Duration.ofMillis(40))));
		long start = System.nanoTime();
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(110).toNanos());
		assertThat(this.customerIo.requests().get(0).arrivalNanos() - start).isBetween(Duration.ofMillis(40).toNanos(),
				System.nanoTime() - start - Duration.ofMillis(70).toNanos());
	}

	@Test
	void sendWhenSenderHangsUpArrivesAllTheSame() throws Exception {
		this.customerIo.network(NetworkDelay.fixed(Duration.ofMillis(50)));
		try (Socket socket = new Socket("127.0.0.1", this.customerIo.port())) {
			socket.getOutputStream()
				.write(TestClient.raw("POST", "/api/v1/customers/1/suppress", "{}").getBytes(StandardCharsets.UTF_8));
		}
		this.client.identify();
		assertThat(this.customerIo.requests()).extracting(RecordedRequest::path)
			.containsExactlyInAnyOrder("/api/v1/customers/1/suppress", "/api/v2/entity");
	}

	@Test
	void networkWhenChangedLiveDelaysTheNext() throws Exception {
		this.client.identify();
		this.customerIo.network(NetworkDelay.fixed(Duration.ofMillis(25)));
		long start = System.nanoTime();
		this.client.identify();
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
	}

	@Test
	void requestsWhenMoreThanCapacityKeepsTheMostRecent() throws Exception {
		restart(SimulatedCustomerIo.builder().recordedRequests(2));
		for (int i = 0; i < 4; i++) {
			this.client.send("POST", "/api/v1/customers/" + i + "/suppress", "");
		}
		assertThat(this.customerIo.requests()).extracting(RecordedRequest::path)
			.containsExactly("/api/v1/customers/2/suppress", "/api/v1/customers/3/suppress");
	}

	@Test
	void requestsWhenNoneAreKeptIsEmpty() throws Exception {
		restart(SimulatedCustomerIo.builder().recordedRequests(0));
		this.client.identify();
		assertThat(this.customerIo.requests()).isEmpty();
	}

	@Test
	void resetForgetsAllAndRestoresLimitsAndNetwork() throws Exception {
		this.customerIo.limit(SimulatedQuota.TRACK, 1, MINUTE);
		this.customerIo.network(NetworkDelay.fixed(MINUTE));
		this.customerIo.reset();
		this.client.identify();
		this.customerIo.limit(SimulatedQuota.TRACK, 1, MINUTE);
		this.client.identify();
		this.customerIo.faults().next(1, Fault.status(500));
		this.customerIo.fixtures().add(SimulatedResource.CAMPAIGN, 9, Map.of());
		this.client.send("POST", "/v1/snippets", "{\"name\":\"a\",\"value\":\"b\"}");
		this.client.send("POST", "/v1/campaigns/12/triggers", "{}");
		this.client.send("POST", "/v1/exports/customers", "{\"filters\":{\"segment\":{\"id\":1}}}");
		this.customerIo.reset();
		assertThat(this.client.send("GET", "/v1/campaigns/12/triggers/1", "").statusCode()).isEqualTo(404);
		assertThat(this.client.send("GET", "/v1/exports", "").body()).isEqualTo("{\"exports\":null}");
		assertThat(this.client.send("GET", "/v1/snippets", "").body()).isEqualTo("{\"snippets\":[]}");
		assertThat(this.client.send("GET", "/v1/campaigns/9", "").statusCode()).isEqualTo(404);
		this.customerIo.reset();
		assertThat(this.customerIo.requests()).isEmpty();
		assertThat(this.customerIo.people()).isEmpty();
		assertThat(this.customerIo.operations()).isZero();
		assertThat(this.customerIo.distinctPeople()).isZero();
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK)).isEqualTo(new QuotaStats(0, 0, 0, 0));
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
		assertThat(this.client.identify().statusCode()).isEqualTo(200);
	}

	@Test
	void closeTwiceStopsListening() {
		this.customerIo.close();
		this.customerIo.close();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> this.client.identify());
	}

	@Test
	void startWhenPortIsGivenListensThere() {
		int port = this.customerIo.port();
		restart(SimulatedCustomerIo.builder().port(port));
		assertThat(this.customerIo.url()).isEqualTo("http://127.0.0.1:" + port);
	}

	@Test
	void startWhenSettingsAreOutOfBoundsFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> SimulatedCustomerIo.builder().port(65536).start())
			.withMessage("'port' must be between 0 and 65535, was 65536");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SimulatedCustomerIo.builder().serviceTime(Duration.ofMillis(-1)).start());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SimulatedCustomerIo.builder().recordedRequests(-1).start());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SimulatedCustomerIo.builder().limit(SimulatedQuota.APP, 0, MINUTE).start());
	}

	private void restart(SimulatedCustomerIoBuilder builder) {
		this.customerIo.close();
		this.customerIo = builder.start();
		this.client = new TestClient(this.customerIo);
	}

}
