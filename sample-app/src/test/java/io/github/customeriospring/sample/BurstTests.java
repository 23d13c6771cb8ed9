package io.github.customeriospring.sample;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.QuotaStats;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that is thrown at the web service at once arrives. How long it took is
 * logged, not asserted.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.people=0")
class BurstTests {

	private static final Logger logger = LoggerFactory.getLogger(BurstTests.class);

	@LocalServerPort
	private int port;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@BeforeEach
	void reset() {
		this.customerIo.reset();
	}

	@Test
	void burstIsAccepted() {
		QuotaStats stats = put("burst", 800);
		// zero on a machine that has time for the test; a starved one may delay a request
		// for long
		assertThat(stats.refused()).isLessThanOrEqualTo(2);
		assertThat(stats.mostInAnyWindow()).isLessThanOrEqualTo(100);
	}

	@Test
	void burstOverAJitteryLinkIsAccepted() {
		this.customerIo.network(NetworkDelay.logNormal(Duration.ofMillis(30), Duration.ofMillis(8), 0.6, 42));
		assertThat(put("burst over 30 ms + jitter each way", 300).refused()).isLessThanOrEqualTo(2);
	}

	@Test
	void faultsOnTheWayLoseNothing() {
		this.customerIo.faults().random(0.05, Fault.status(503), 1).random(0.02, Fault.reset(), 2);
		put("burst with 5 % 503 and 2 % resets", 300);
	}

	private QuotaStats put(String name, int people) {
		ConnectionProvider connections = ConnectionProvider.create("browsers", people);
		WebClient web = WebClient.builder()
			.baseUrl("http://localhost:" + this.port)
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
			.build();
		long start = System.nanoTime();
		long accepted = Flux.range(0, people)
			.flatMap(
					(number) -> web.put()
						.uri("/people/{id}", number)
						.bodyValue(Map.of("number", number))
						.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value())),
					people)
			.filter((status) -> status == 200)
			.count()
			.block(Duration.ofMinutes(2));
		QuotaStats stats = this.customerIo.stats(SimulatedQuota.TRACK);
		logger.info(String.format(Locale.ROOT, "%s: %d of %d accepted, %d refused with 429 on the way, %.2f s", name,
				accepted, people, stats.refused(), (System.nanoTime() - start) / 1e9));
		connections.dispose();
		assertThat(accepted).isEqualTo(people);
		assertThat(this.customerIo.people()).hasSize(people);
		return stats;
	}

}
