package io.github.customeriospring.actuate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint of dead letters, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=*", "customerio.queue.store=file",
				"management.tracing.enabled=false", "customerio.queue.linger=1ms" })
@DirtiesContext // or its queue goes on to count in a folder that is gone
class CustomerIoDeadLettersEndpointTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();

	@TempDir
	private static Path directory;

	@LocalServerPort
	private int port;

	@Autowired
	private CustomerIoQueue queue;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("customerio.site-id", () -> SimulatedCustomerIo.SITE_ID);
		registry.add("customerio.api-key", () -> SimulatedCustomerIo.API_KEY);
		registry.add("customerio.track.url", customerIo::url);
		registry.add("customerio.queue.file", () -> directory.resolve("queue.db"));
	}

	@AfterAll
	static void close() {
		customerIo.close();
	}

	@Test
	void deadLettersAreListedWithoutPersonalDataReplayedAndPurged() {
		WebTestClient client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port + "/actuator/customeriodeadletters")
			.responseTimeout(TIMEOUT)
			.build();
		refuse("secret-1");
		refuse("secret-2");
		String listed = client.get().exchange().expectBody(String.class).returnResult().getResponseBody();
		assertThat(listed).contains("\"count\":2", "\"answered 400\":2", "\"status\":400").doesNotContain("secret");
		client.get()
			.uri("?operations=true&limit=1")
			.exchange()
			.expectBody()
			.jsonPath("$.letters.length()")
			.isEqualTo(1)
			.jsonPath("$.letters[0].operation")
			.value((operation) -> assertThat((String) operation).contains("secret-2"));
		client.post().uri("/1").exchange().expectStatus().isOk().expectBody().jsonPath("$.replayed").isEqualTo(1);
		client.post().uri("/1").exchange().expectStatus().isNotFound();
		client.post().uri("/one").exchange().expectStatus().isBadRequest();
		assertThat(this.queue.whenIdle()).succeedsWithin(TIMEOUT);
		assertThat(customerIo.people()).containsOnlyKeys("secret-1");
		client.delete().uri("/all?olderThan=PT1H").exchange().expectBody().jsonPath("$.purged").isEqualTo(0);
		client.delete().uri("/all").exchange().expectBody().jsonPath("$.purged").isEqualTo(1);
		client.get().exchange().expectBody().jsonPath("$.count").isEqualTo(0);
	}

	private void refuse(String person) {
		customerIo.faults().next(1, Fault.status(400));
		assertThat(this.queue.add(TrackOperation.identify(person, Map.of()))).failsWithin(TIMEOUT);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
