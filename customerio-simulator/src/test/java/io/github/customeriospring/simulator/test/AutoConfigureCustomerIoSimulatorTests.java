package io.github.customeriospring.simulator.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureCustomerIoSimulator}.
 */
@SpringBootTest
@AutoConfigureCustomerIoSimulator(appLimit = 1)
class AutoConfigureCustomerIoSimulatorTests {

	@Autowired
	private SimulatedCustomerIo customerIo;

	@Autowired
	private Environment environment;

	@Test
	void environmentPointsAtTheSimulator() {
		assertThat(this.environment.getProperty("customerio.track.url")).isEqualTo(this.customerIo.url());
		assertThat(this.environment.getProperty("customerio.app.url")).isEqualTo(this.customerIo.url());
		assertThat(this.environment.getProperty("customerio.site-id")).isEqualTo(SimulatedCustomerIo.SITE_ID);
		assertThat(this.environment.getProperty("customerio.api-key")).isEqualTo(SimulatedCustomerIo.API_KEY);
		assertThat(this.environment.getProperty("customerio.app-api-key")).isEqualTo(SimulatedCustomerIo.APP_API_KEY);
	}

	@Test
	void queueInAFileIsNotThatOfTheApplication() {
		assertThat(this.environment.getProperty("customerio.queue.file"))
			.startsWith(System.getProperty("java.io.tmpdir"))
			.endsWith(".db");
	}

	@RepeatedTest(2)
	void simulatorIsResetBeforeEachTest() throws Exception {
		assertThat(this.customerIo.requests()).isEmpty();
		assertThat(listSegments()).isEqualTo(200);
		assertThat(listSegments()).isEqualTo(429);
	}

	@RepeatedTest(2)
	void clientIsResetBeforeEachTest(@Autowired AtomicInteger resets) {
		assertThat(resets.getAndSet(0)).isPositive();
	}

	@RepeatedTest(2)
	void faultsLimitsAndRefusalsOfTheTestBeforeAreGone() throws Exception {
		assertThat(listSegments()).isEqualTo(200);
		this.customerIo.faults().outage(Fault.status(503));
		this.customerIo.limit(SimulatedQuota.APP, 50, Duration.ofSeconds(1));
		this.customerIo.refuseConnections();
	}

	private int listSegments() throws Exception {
		URI uri = URI.create(this.environment.getRequiredProperty("customerio.app.url") + "/v1/segments");
		HttpRequest request = HttpRequest.newBuilder(uri)
			.header("Authorization", "Bearer " + this.environment.getProperty("customerio.app-api-key"))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
	}

	@Nested
	class WhenNested {

		@Autowired
		private SimulatedCustomerIo inner;

		@Test
		void nestedTestHasTheSameSimulator() {
			assertThat(this.inner).isSameAs(AutoConfigureCustomerIoSimulatorTests.this.customerIo);
		}

	}

	@SpringBootConfiguration
	static class EmptyConfiguration {

		@Bean
		AtomicInteger resets() {
			return new AtomicInteger();
		}

		@Bean(AutoConfigureCustomerIoSimulator.RESET_BEAN)
		Runnable reset(AtomicInteger resets) {
			return resets::incrementAndGet;
		}

	}

}
