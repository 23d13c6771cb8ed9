package io.github.customeriospring.simulator.app;

import java.net.URI;
import java.net.http.HttpResponse;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.TestClient;
import io.github.customeriospring.simulator.http.Json;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExportsApi} and {@link Csv}.
 */
class ExportsApiTests {

	private static final String PRO = "{\"filters\":{\"attribute\":{\"field\":\"plan\",\"operator\":\"eq\",\"value\":\"pro\"}}}";

	private final ApiTester api = new ApiTester();

	@BeforeEach
	void identify() {
		this.api.call("PUT", "/api/v1/customers/42", "{\"plan\":\"pro\",\"city\":\"Graz, \\\"A\\\"\"}");
		this.api.call("PUT", "/api/v1/customers/43", "{\"plan\":\"free\"}");
	}

	@Test
	void exportIsPendingAsOftenAsToldAndThenDone() {
		this.api.fixtures.exportPolls(2);
		assertThat(post("/v1/exports/customers", PRO).at("/export/status")).isEqualTo("pending");
		assertThat(get("/v1/exports/1").at("/export/status")).isEqualTo("pending");
		assertThat(get("/v1/exports/1/download").status()).isEqualTo(404);
		assertThat(get("/v1/exports").at("/exports/0/status")).isEqualTo("pending");
		assertThat(get("/v1/exports/1").at("/export/status")).isEqualTo("done");
		assertThat(get("/v1/exports/1").at("/export/total")).isEqualTo("1");
		assertThat(get("/v1/exports/1").at("/export/created_at")).isEqualTo(Long.toString(ApiTester.NOW));
		assertThat(get("/v1/exports/1/download").status()).isEqualTo(200);
	}

	@Test
	void exportWhenItFailsHasNoDownload() {
		this.api.fixtures.failExports().exportPolls(0);
		post("/v1/exports/customers", PRO);
		assertThat(get("/v1/exports/1").at("/export/status")).isEqualTo("failed");
		assertThat(get("/v1/exports/1").at("/export/failed")).isEqualTo("true");
		assertThat(get("/v1/exports/1/download").status()).isEqualTo(404);
	}

	@Test
	void downloadOfCustomersHoldsWhoMatches() {
		String link = export("/v1/exports/customers", PRO);
		assertThat(get(link).body()).isEqualTo("id,email,cio_id,plan,city\n42,,30000000001,pro,\"Graz, \"\"A\"\"\"\n");
		assertThat(get("/v1/exports/1").at("/export/downloads")).isEqualTo("1");
	}

	@Test
	void downloadWhenValuesHaveLineBreaksQuotesThem() {
		this.api.call("PUT", "/api/v1/customers/42", "{\"plan\":\"a\\rb\",\"city\":\"a\\nb\"}");
		String link = export("/v1/exports/customers",
				"{\"filters\":{\"attribute\":{\"field\":\"plan\",\"operator\":\"eq\",\"value\":\"a\\rb\"}}}");
		assertThat(get(link).body()).endsWith("42,,30000000001,\"a\rb\",\"a\nb\"\n");
	}

	@Test
	void downloadOfDeliveriesHoldsWhatWasSent() {
		post("/v1/send/push", "{\"identifiers\":{\"id\":\"42\"},\"transactional_message_id\":3}");
		String link = export("/v1/exports/deliveries", "{\"newsletter_id\":5,\"metric\":\"sent\"}");
		assertThat(get(link).body())
			.isEqualTo("id,customer_id,type,recipient,subject,created\nSIM0000000001,42,push,,,1800000000\n");
	}

	@Test
	void downloadWhenContentIsFixedHoldsIt() {
		this.api.fixtures.exportContent("a\n1\n");
		assertThat(get(export("/v1/exports/customers", PRO)).body()).isEqualTo("a\n1\n");
	}

	@Test
	void downloadWithCredentialsIsRefused() {
		String link = export("/v1/exports/customers", PRO);
		HttpHeaders headers = new DefaultHttpHeaders().add("Authorization", "Bearer leaked");
		assertThat(this.api.call("GET", link, "", headers).status()).isEqualTo(400);
	}

	@Test
	void downloadWhenLinkIsChangedIsRefused() {
		String link = export("/v1/exports/customers", PRO);
		assertThat(get(link.replace("%", "%25")).status()).isEqualTo(403);
		assertThat(get(link.substring(0, link.indexOf('?'))).status()).isEqualTo(403);
		assertThat(get(link.replace("1.csv", "2.csv")).status()).isEqualTo(404);
		assertThat(post(link, "").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"filters\":{}}", "{\"filter\":{\"segment\":{\"id\":1}}}" })
	void exportOfCustomersWhenInvalidIsRejected(String body) {
		assertThat(post("/v1/exports/customers", body).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"newsletter_id\":\"5\"}", "{\"newsletter_id\":5,\"campaign_id\":9}",
			"{\"newsletter_id\":5,\"metric\":\"read\"}" })
	void exportOfDeliveriesWhenInvalidIsRejected(String body) {
		assertThat(post("/v1/exports/deliveries", body).status()).isEqualTo(400);
	}

	@Test
	void exportWhenUnknownIsNotFound() {
		assertThat(post("/v1/exports/others", "{}").status()).isEqualTo(404);
		assertThat(get("/v1/exports/1").status()).isEqualTo(404);
	}

	@Test
	void downloadOverTheNetworkTakesNoSlotAndNoCredentials() throws Exception {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start()) {
			customerIo.fixtures().exportPolls(0).exportContent("a\n");
			TestClient client = new TestClient(customerIo);
			client.send("POST", "/v1/exports/customers", PRO);
			HttpResponse<String> link = client.send("GET", "/v1/exports/1/download", "");
			String url = Json.MAPPER.readTree(link.body()).at("/url").asString();
			assertThat(url).startsWith(customerIo.url());
			assertThat(client.download(URI.create(url)).body()).isEqualTo("a\n");
			assertThat(customerIo.stats(SimulatedQuota.APP).accepted()).isEqualTo(2);
			assertThat(customerIo.stats(SimulatedQuota.TRACK).accepted()).isZero();
			assertThat(customerIo.requests()).hasSize(3);
		}
	}

	private String export(String path, String body) {
		this.api.fixtures.exportPolls(0);
		post(path, body);
		return get("/v1/exports/1/download").at("/url").substring("http://localhost".length());
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

	private ApiTester.Answer post(String uri, String body) {
		return this.api.call("POST", uri, body);
	}

}
