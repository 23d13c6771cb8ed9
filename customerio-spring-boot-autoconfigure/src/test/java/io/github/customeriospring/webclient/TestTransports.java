package io.github.customeriospring.webclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Transports and requests for tests.
 */
public final class TestTransports {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	private TestTransports() {
	}

	static CustomerIoTransport to(String url) {
		return to(url, HttpClient.create().disableRetry(true), Schedulers.parallel());
	}

	static CustomerIoTransport to(String url, HttpClient client, Scheduler scheduler) {
		return of(WebClient.builder().clientConnector(new ReactorClientHttpConnector(client)).baseUrl(url), scheduler);
	}

	/** As a connector that sends again by itself. */
	static CustomerIoTransport repeating(String url) {
		return of(
				WebClient.builder()
					.baseUrl(url)
					.filter((request, next) -> next.exchange(request)
						.flatMap((response) -> response.releaseBody().then(next.exchange(request)))),
				Schedulers.parallel());
	}

	static CustomerIoTransport of(WebClient.Builder builder, Scheduler scheduler) {
		WebClient track = builder.clone()
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		WebClient app = builder.clone()
			.defaultHeaders((headers) -> headers.setBearerAuth(SimulatedCustomerIo.APP_API_KEY))
			.build();
		return new WebClientTransport(track, app, Duration.ZERO, TIMEOUT, scheduler, InstantSource.system());
	}

	/** For tests of other packages: without limit and retry. */
	public static CustomerIoTransport of(@Nullable WebClient track, @Nullable WebClient app, Duration timeout) {
		return new WebClientTransport(track, app, timeout, timeout, Schedulers.parallel(), InstantSource.system());
	}

	/** An address that nobody listens on. */
	static String closedUrl() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return "http://127.0.0.1:" + socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static CustomerIoRequest identify() {
		String json = """
				{"type":"person","action":"identify","identifiers":{"id":"42"},"attributes":{"plan":"pro"}}""";
		return CustomerIoRequest.track("person identify", "/api/v2/entity", json.getBytes(StandardCharsets.UTF_8));
	}

	/** A message, which must not be sent twice. */
	static CustomerIoRequest message() {
		String json = """
				{"transactional_message_id":1,"identifiers":{"id":"42"},"to":"jane@example.com"}""";
		return new CustomerIoRequest("send email", Quota.TRANSACTIONAL, HttpMethod.POST, "/v1/send/email", List.of(),
				json.getBytes(StandardCharsets.UTF_8), Priority.INTERACTIVE, false, 1);
	}

	static CustomerIoRequest attributesOf(String person) {
		return new CustomerIoRequest("customer attributes", Quota.APP, HttpMethod.GET, "/v1/customers/{id}/attributes",
				List.of(person), null, Priority.INTERACTIVE, true, 1);
	}

	static <E extends CustomerIoException> E failure(Class<E> type, Mono<?> answer) {
		return catchThrowableOfType(type, () -> answer.block(Duration.ofSeconds(20)));
	}

}
