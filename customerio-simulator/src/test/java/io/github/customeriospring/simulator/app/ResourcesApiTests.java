package io.github.customeriospring.simulator.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.simulator.ApiTester;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ResourcesApi} and {@link Fixtures}.
 */
class ResourcesApiTests {

	private final ApiTester api = new ApiTester();

	@ParameterizedTest
	@EnumSource
	void resourceIsListedAndTold(SimulatedResource resource) {
		this.api.fixtures.add(resource, 5, Map.of("name", "Weekly"));
		String path = "/v1/" + resource.path();
		assertThat(get(path).at("/" + resource.listName() + "/0/name")).isEqualTo("Weekly");
		assertThat(get(path + "/5").at("/" + resource.itemName() + "/id")).isEqualTo("5");
		assertThat(get(path + "/6").status()).isEqualTo(404);
		assertThat(get(path + "/5/nothing").status()).isEqualTo(404);
		assertThat(this.api.call("DELETE", path + "/5").status()).isEqualTo(404);
		this.api.fixtures.clear();
		assertThat(get(path + "/5").status()).isEqualTo(404);
	}

	@Test
	void metricsAreTheLastSteps() {
		this.api.fixtures.add(SimulatedResource.NEWSLETTER, 5, Map.of())
			.metrics(SimulatedResource.NEWSLETTER, 5, Map.of("sent", List.of(1, 2, 3)))
			.link(SimulatedResource.NEWSLETTER, 5, "https://example.com", List.of(4));
		assertThat(get("/v1/newsletters/5/metrics").at("/metric/series/sent")).isEqualTo("[1,2,3]");
		assertThat(get("/v1/newsletters/5/metrics?period=weeks&steps=2").at("/metric/series/sent")).isEqualTo("[2,3]");
		ApiTester.Answer links = get("/v1/newsletters/5/metrics/links");
		assertThat(links.at("/links/0/link/href")).isEqualTo("https://example.com");
		assertThat(links.at("/links/0/metric/series/clicked")).isEqualTo("[4]");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "metrics?period=years", "metrics?steps=0", "metrics?steps=x", "journey_metrics?start=1&end=2" })
	void metricsWhenWindowIsInvalidAreRejected(String path) {
		this.api.fixtures.add(SimulatedResource.CAMPAIGN, 9, Map.of());
		assertThat(get("/v1/campaigns/9/" + path).status()).isEqualTo(400);
	}

	@Test
	void journeyMetricsAreToldOfCampaigns() {
		this.api.fixtures.add(SimulatedResource.CAMPAIGN, 9, Map.of())
			.metrics(SimulatedResource.CAMPAIGN, 9, Map.of("started", List.of(7)));
		assertThat(get("/v1/campaigns/9/journey_metrics?start=1&end=2&resolution=days").at("/journey_metric/started"))
			.isEqualTo("[7]");
	}

	@Test
	void messagesOfATemplateAreThoseSentWithIt() {
		this.api.fixtures.add(SimulatedResource.TRANSACTIONAL_MESSAGE, 3, Map.of("contents", List.of(Map.of("id", 1))));
		for (int template : new int[] { 3, 4 }) {
			this.api.call("POST", "/v1/send/push",
					"{\"identifiers\":{\"id\":\"42\"},\"transactional_message_id\":" + template + "}");
		}
		ApiTester.Answer answer = get("/v1/transactional/3/messages");
		assertThat(answer.at("/messages/0/id")).isEqualTo("SIM0000000001");
		assertThat(answer.at("/messages/1")).isEmpty();
		assertThat(get("/v1/transactional/3/contents").at("/contents/0/id")).isEqualTo("1");
	}

	@Test
	void newslettersAndSendersComeInPages() {
		for (int id = 1; id <= 3; id++) {
			this.api.fixtures.add(SimulatedResource.NEWSLETTER, id, Map.of());
			this.api.fixtures.add(SimulatedResource.SENDER_IDENTITY, id, Map.of());
		}
		ApiTester.Answer newsletters = get("/v1/newsletters?limit=2&sort=desc");
		assertThat(newsletters.at("/newsletters")).isEqualTo("[{\"id\":3},{\"id\":2}]");
		assertThat(get("/v1/newsletters?limit=2&sort=desc&start=" + newsletters.at("/next")).at("/newsletters"))
			.isEqualTo("[{\"id\":1}]");
		assertThat(get("/v1/sender_identities?limit=2").at("/next")).isNotEmpty();
		assertThat(get("/v1/sender_identities/1/used_by").at("/campaigns")).isEqualTo("[]");
	}

	@Test
	void fixturesWhenOutOfBoundsAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.api.fixtures.add(SimulatedResource.CAMPAIGN, 0, Map.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.api.fixtures.exportPolls(-1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.api.fixtures.broadcastProcessing(Duration.ofMillis(-1)));
	}

	private ApiTester.Answer get(String uri) {
		return this.api.call("GET", uri);
	}

}
