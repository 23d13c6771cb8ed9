package io.github.customeriospring.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.simulator.rules.Assumption;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulator accepts what Customer.io's own SDK sends, so tests against it do not
 * teach a dialect.
 */
class RecordedSdkAgainstSimulatorTests {

	// what only a workspace can give; the recordings have invented ones
	private static final Map<String, String> REAL_IDS = Map.of("dgOq6QIAAZ%3D%3D", "SIM0000000002", "a3000001",
			"30000000001");

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void simulatorAcceptsEveryRecordedRequest() throws Exception {
		JsonNode recordings = read();
		assertThat(recordings.size()).isGreaterThan(90);
		// the recordings delete the segment that they use
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
			.assume(Assumption.SEGMENTS_ON_DEMAND)
			.start()) {
			prepare(customerIo);
			for (JsonNode recording : recordings) {
				HttpResponse<String> response = send(customerIo.url(), recording);
				assertThat(response.statusCode()).as("%s: %s", recording.at("/name").asString(), response.body())
					.isBetween(200, 299)
					// a batch of which something was refused
					.isNotEqualTo(207);
			}
		}
	}

	private void prepare(SimulatedCustomerIo customerIo) throws IOException, InterruptedException {
		for (SimulatedQuota quota : SimulatedQuota.values()) {
			customerIo.limit(quota, 1000, Duration.ofSeconds(1));
		}
		customerIo.fixtures()
			.exportPolls(0)
			.add(SimulatedResource.BROADCAST, 12, Map.of())
			.add(SimulatedResource.CAMPAIGN, 9, Map.of())
			.add(SimulatedResource.NEWSLETTER, 5, Map.of())
			.add(SimulatedResource.SENDER_IDENTITY, 2, Map.of())
			.add(SimulatedResource.TRANSACTIONAL_MESSAGE, 3, Map.of());
		String basic = authorization("Basic");
		String customers = customerIo.url() + "/api/v1/customers/";
		send("PUT", customers + "42", "{\"email\":\"person@example.com\"}", basic);
		send("PUT", customers + "a%2Fb%20c%3Fd%23%C3%A9", "{}", basic);
		send("POST", customerIo.url() + "/api/v1/segments/7/add_customers", "{\"ids\":[\"42\"]}", basic);
	}

	private HttpResponse<String> send(String url, JsonNode recording) throws IOException, InterruptedException {
		String path = recording.at("/path").asString();
		for (Map.Entry<String, String> id : REAL_IDS.entrySet()) {
			path = path.replace(id.getKey(), id.getValue());
		}
		String query = recording.at("/query").asString();
		JsonNode body = recording.at("/body");
		return send(recording.at("/method").asString(), url + path + (query.isEmpty() ? "" : "?" + query),
				body.isNull() ? "" : body.toString(), authorization(recording.at("/authorization").asString()));
	}

	private HttpResponse<String> send(String method, String uri, String body, String authorization)
			throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(uri))
			.header("Authorization", authorization)
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static String authorization(String scheme) {
		if (scheme.equals("Bearer")) {
			return "Bearer " + SimulatedCustomerIo.APP_API_KEY;
		}
		String pair = SimulatedCustomerIo.SITE_ID + ":" + SimulatedCustomerIo.API_KEY;
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	private static JsonNode read() throws IOException {
		try (InputStream file = RecordedSdkAgainstSimulatorTests.class
			.getResourceAsStream("/recordings/customerio-node-5.2.0.json")) {
			return JsonMapper.shared().readTree(file);
		}
	}

}
