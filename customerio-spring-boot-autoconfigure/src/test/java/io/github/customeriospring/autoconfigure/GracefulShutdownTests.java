package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a web application which stops gracefully finishes the requests that wait for
 * room in a full and paused queue, and delivers all that is queued.
 */
class GracefulShutdownTests {

	private static final int CAPACITY = 10;

	private static final int REQUESTS = 20;

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void requestsThatWaitForRoomAreFinishedAndTheQueueIsDelivered(WebApplicationType type) {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start();
				ConfigurableApplicationContext application = start(type, customerIo)) {
			CustomerIoQueue queue = application.getBean(CustomerIoQueue.class);
			queue.pause();
			IntStream.range(0, CAPACITY).forEach((i) -> queue.add(TrackOperation.identify("queued-" + i, Map.of())));
			List<CompletableFuture<Integer>> waiting = IntStream.range(0, REQUESTS)
				.mapToObj((i) -> get(application, "/send"))
				.toList();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(queue.stats().waiting()).isEqualTo(REQUESTS));
			assertThat(get(application, "/ping").join()).isEqualTo(200);
			assertThat(waiting).noneMatch(CompletableFuture::isDone);
			application.close();
			assertThat(waiting).allSatisfy((status) -> assertThat(status.join()).isEqualTo(200));
			assertThat(customerIo.distinctPeople()).isEqualTo(CAPACITY + REQUESTS);
			assertThat(queue.stats().failed()).isZero();
		}
	}

	private static CompletableFuture<Integer> get(ConfigurableApplicationContext application, String path) {
		String port = application.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.discarding())
			.thenApply(HttpResponse::statusCode);
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, SimulatedCustomerIo customerIo) {
		return new SpringApplicationBuilder(Application.class).web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "server.shutdown=graceful", "customerio.track.url=" + customerIo.url(),
					"customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.queue.capacity=" + CAPACITY,
					"customerio.queue.max-wait=1m")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Endpoints.class)
	static class Application {

	}

	@RestController
	static class Endpoints {

		private final CustomerIoQueue queue;

		private int people;

		Endpoints(CustomerIoQueue queue) {
			this.queue = queue;
		}

		@GetMapping("/ping")
		String ping() {
			return "here";
		}

		@GetMapping("/send")
		synchronized Mono<String> send() {
			return this.queue.send(TrackOperation.identify("sent-" + this.people++, Map.of())).thenReturn("stored");
		}

	}

}
