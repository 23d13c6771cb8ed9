package io.github.customeriospring.sample.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class TroublesTests {

	private static final NetworkDelay UNUSABLE = NetworkDelay.fixed(Duration.ofHours(1));

	@RegisterExtension
	static CustomerIoSimulatorExtension extension = new CustomerIoSimulatorExtension();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final HttpClient http = HttpClient.newHttpClient();

	private SimulatedCustomerIo customerIo;

	private Troubles troubles;

	@BeforeEach
	void create(SimulatedCustomerIo customerIo) {
		this.customerIo = customerIo;
		this.troubles = new Troubles(List.of(customerIo), NetworkDelay.none(), this.time);
	}

	@Test
	void throttleWhenItsTimeIsOverEnds() {
		this.troubles.start(Trouble.THROTTLE);
		assertThat(statusesOf(60)).contains(429);
		this.customerIo.limit(SimulatedQuota.TRACK, 10_000, Duration.ofSeconds(1));
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.troubles.left()).isEmpty();
		assertThat(statusesOf(30)).containsOnly(200);
	}

	@Test
	void halveWhenActiveAcceptsHalf() {
		this.troubles.start(Trouble.HALVE);
		statusesOf(99);
		assertThat(this.customerIo.stats(SimulatedQuota.TRACK).mostInAnyWindow()).isLessThanOrEqualTo(50);
	}

	@Test
	void halveWhenItsTimeIsOverIsTakenBack() {
		this.troubles.start(Trouble.HALVE);
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(statusesOf(90)).containsOnly(200);
	}

	@Test
	void jitterWhenActiveReplacesTheNetwork() {
		new Troubles(List.of(this.customerIo), UNUSABLE, this.time).start(Trouble.JITTER);
		assertThat(status()).isEqualTo(200);
	}

	@Test
	void jitterWhenItsTimeIsOverGivesTheNetworkBack() {
		this.troubles.start(Trouble.JITTER);
		this.customerIo.network(UNUSABLE);
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(status()).isEqualTo(200);
	}

	@Test
	void troubleOfTheLivePageIsThatOfBothServers() {
		try (SimulatedCustomerIo rival = SimulatedCustomerIo.start()) {
			new LiveConfiguration.SimulationConfiguration().troubles(this.customerIo, rival, NetworkDelay.none())
				.start(Trouble.FAIL);
			assertThat(statusesOf(40)).contains(503);
			this.customerIo = rival;
			assertThat(statusesOf(40)).contains(503);
		}
	}

	@Test
	void startWhenAnotherIsUnderWayKeepsBothForTheirOwnTime() {
		this.troubles.start(Trouble.HALVE);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		this.troubles.start(Trouble.FAIL);
		assertThat(this.troubles.left()).containsEntry(Trouble.HALVE, 15_000L).containsEntry(Trouble.FAIL, 10_000L);
		assertThat(statusesOf(40)).contains(503);
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.troubles.left()).containsOnlyKeys(Trouble.HALVE);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.troubles.left()).isEmpty();
	}

	@Test
	void startWhenTheSameIsUnderWayGoesOnForItsWholeTime() {
		this.troubles.start(Trouble.JITTER);
		this.time.advanceTimeBy(Duration.ofSeconds(9));
		this.troubles.start(Trouble.JITTER);
		this.time.advanceTimeBy(Duration.ofSeconds(9));
		assertThat(this.troubles.left()).containsEntry(Trouble.JITTER, 1_000L);
	}

	private List<Integer> statusesOf(int requests) {
		return IntStream.range(0, requests).mapToObj((number) -> status()).toList();
	}

	private int status() {
		HttpHeaders credentials = new HttpHeaders();
		credentials.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY);
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.customerIo.url() + "/api/v1/customers/1"))
			.header(HttpHeaders.AUTHORIZATION, String.valueOf(credentials.getFirst(HttpHeaders.AUTHORIZATION)))
			.header(HttpHeaders.CONTENT_TYPE, "application/json")
			.timeout(Duration.ofSeconds(20))
			.PUT(HttpRequest.BodyPublishers.ofString("{}"))
			.build();
		try {
			return this.http.send(request, BodyHandlers.discarding()).statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
