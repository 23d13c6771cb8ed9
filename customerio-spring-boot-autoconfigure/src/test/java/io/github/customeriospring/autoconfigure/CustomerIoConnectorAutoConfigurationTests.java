package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.RawServer;
import io.github.customeriospring.connector.CustomerIoConnector;
import io.github.customeriospring.connector.CustomerIoConnectorAutoConfiguration;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CustomerIoConnectorAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CustomerIoConnectorAutoConfigurationTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator());

	private final RecordingConnector recording = new RecordingConnector();

	@Test
	void connectorIsReactorNettyByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(CustomerIoConnector.class).connector())
				.isInstanceOf(ReactorClientHttpConnector.class);
			assertThat(context).getBean(ClientHttpConnector.class)
				.isNotSameAs(context.getBean(CustomerIoConnector.class).connector());
		});
	}

	@Test
	void connectorIsOfTheKindTheApplicationChose() {
		this.contextRunner.withPropertyValues("spring.http.clients.reactive.connector=jdk").run((context) -> {
			assertThat(context.getBean(CustomerIoConnector.class).connector())
				.isInstanceOf(JdkClientHttpConnector.class);
			identify(context);
			assertThat(this.customerIo.simulator().people()).containsOnlyKeys("42");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void requestsNameTheClient(String kind) {
		this.contextRunner.withPropertyValues("spring.http.clients.reactive.connector=" + kind)
			.run(this::assertThatRequestsNameTheClient);
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void connectionThatIsRefusedSentNothingWhateverTheConnector(String kind) {
		this.contextRunner
			.withPropertyValues("spring.http.clients.reactive.connector=" + kind, "customerio.retry.max-retries=0",
					"customerio.track.url=http://localhost:1")
			.run((context) -> assertThatExceptionOfType(CustomerIoNoResponseException.class)
				.isThrownBy(() -> identify(context))
				.withMessageEndingWith("; nothing was sent"));
	}

	@Test
	void requestsOfTheUsersBuilderNameTheClient() {
		this.contextRunner.withBean("own", WebClient.Builder.class, WebClient::builder)
			.run(this::assertThatRequestsNameTheClient);
	}

	private void assertThatRequestsNameTheClient(ApplicationContext context) {
		identify(context);
		assertThat(this.customerIo.simulator().requests()).singleElement()
			.satisfies((request) -> assertThat(request.headers().get("user-agent"))
				.matches("customerio-spring-boot(/\\d.*)?"));
	}

	@Test
	void connectorOfTheApplicationStaysThatOfItsOtherClients() {
		this.contextRunner.withBean("own", ClientHttpConnector.class, () -> this.recording).run((context) -> {
			identify(context);
			assertThat(this.recording.connected).isEmpty();
			URI other = URI.create(this.customerIo.url() + "/other");
			context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(other)
				.exchangeToMono(Mono::just)
				.block(Duration.ofSeconds(20));
			assertThat(this.recording.connected).containsExactly(other);
			assertThat(context.getBean(ClientHttpConnector.class)).isSameAs(this.recording);
		});
	}

	@Test
	void builderOfTheUserIsUsedWithItsFilterAndItsConnector() {
		List<URI> filtered = new ArrayList<>();
		WebClient.Builder own = WebClient.builder().clientConnector(this.recording).filter((request, next) -> {
			filtered.add(request.url());
			return next.exchange(request);
		});
		this.contextRunner.withBean("own", WebClient.Builder.class, () -> own).run((context) -> {
			identify(context);
			URI url = URI.create(this.customerIo.url() + "/api/v2/entity");
			assertThat(filtered).containsExactly(url);
			assertThat(this.recording.connected).containsExactly(url);
			assertThat(context).doesNotHaveBean(CustomerIoConnector.class);
		});
	}

	@Test
	void builderOfTheUserIsNotChanged() {
		WebClient.Builder own = WebClient.builder();
		this.contextRunner.withBean("own", WebClient.Builder.class, () -> own).run((context) -> {
			String large = "{\"large\":\"" + "x".repeat(300 * 1024) + "\"}";
			this.customerIo.simulator().faults().next(2, Fault.status(200, large));
			assertThat(get(context, "/v1/segments").body()).hasSizeGreaterThan(300 * 1024);
			assertThatExceptionOfType(WebClientResponseException.class)
				.isThrownBy(() -> own.build()
					.get()
					.uri(this.customerIo.url() + "/v1/segments")
					.headers((headers) -> headers.setBearerAuth("simulated-app-api-key"))
					.retrieve()
					.bodyToMono(String.class)
					.block(Duration.ofSeconds(20)))
				.withCauseInstanceOf(DataBufferLimitException.class);
		});
	}

	@Test
	void redirectWhenTheApplicationFollowsThemIsNotFollowed() {
		this.contextRunner.withPropertyValues("spring.http.clients.redirects=follow").run((context) -> {
			assertThat(context.getBean(HttpClientSettings.class).redirects()).isEqualTo(HttpRedirects.FOLLOW);
			this.customerIo.simulator().faults().next(1, Fault.wrongRegion());
			assertThatExceptionOfType(CustomerIoResponseException.class).isThrownBy(() -> identify(context))
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(301));
			assertThat(this.customerIo.simulator().requests()).hasSize(1);
		});
	}

	@Test
	void resetIsNotRepeatedByTheConnector() {
		this.contextRunner.withPropertyValues("customerio.retry.max-retries=0").run((context) -> {
			identify(context); // so that the next one meets an open connection
			this.customerIo.simulator().faults().next(1, Fault.reset());
			assertThatExceptionOfType(CustomerIoNoResponseException.class).isThrownBy(() -> identify(context));
			assertThat(this.customerIo.simulator().requests()).hasSize(2);
		});
	}

	@Test
	void settingsOfTheApplicationAreKeptButForTimeoutsAndRedirects() {
		Map<ClientHttpConnector, HttpClientSettings> built = new HashMap<>();
		this.contextRunner.withBean("own", ClientHttpConnectorBuilder.class, () -> remembering(built))
			.withPropertyValues("spring.http.clients.connect-timeout=1m", "spring.http.clients.read-timeout=2m",
					"spring.http.clients.redirects=follow", "customerio.connect-timeout=3s",
					"customerio.response-timeout=4s", "spring.ssl.bundle.jks.mine.key.alias=k",
					"spring.http.clients.ssl.bundle=mine")
			.run((context) -> {
				HttpClientSettings settings = settings(context, built);
				assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(settings.readTimeout()).isNull();
				assertThat(settings.redirects()).isEqualTo(HttpRedirects.DONT_FOLLOW);
				assertThat(settings.sslBundle()).isSameAs(context.getBean(HttpClientSettings.class).sslBundle())
					.isNotNull();
			});
	}

	@Test
	void responseTimeoutEndsACall() {
		this.contextRunner.withPropertyValues("customerio.response-timeout=50ms", "customerio.retry.max-retries=0")
			.run((context) -> {
				this.customerIo.simulator().faults().next(1, Fault.slow(Duration.ofMinutes(1)));
				assertThatExceptionOfType(CustomerIoNoResponseException.class).isThrownBy(() -> identify(context))
					.withMessageContaining("none within 50 ms")
					.withCauseInstanceOf(TimeoutException.class)
					.matches(CustomerIoNoResponseException::isDeliveryUnknown);
			});
	}

	@Test
	void sslBundleIsUsed() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		Map<ClientHttpConnector, HttpClientSettings> built = new HashMap<>();
		this.contextRunner.withBean("own", ClientHttpConnectorBuilder.class, () -> remembering(built))
			.withBean(DefaultSslBundleRegistry.class, () -> new DefaultSslBundleRegistry("mine", bundle))
			.withPropertyValues("customerio.ssl.bundle=mine")
			.run((context) -> assertThat(settings(context, built).sslBundle()).isSameAs(bundle));
	}

	@Test
	void sslBundleWhenEmptyIsNotLookedFor() {
		this.contextRunner.withPropertyValues("customerio.ssl.bundle=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void sslBundleWhenUnknownFailsTheStartWithItsName() {
		this.contextRunner.withPropertyValues("customerio.ssl.bundle=nobodys")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("customerio.ssl.bundle")
				.hasMessageContaining("'nobodys'"));
	}

	@Test
	void sslBundleIsNotForDownloads() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		Map<ClientHttpConnector, HttpClientSettings> built = new HashMap<>();
		this.contextRunner.withBean("own", ClientHttpConnectorBuilder.class, () -> remembering(built))
			.withBean(DefaultSslBundleRegistry.class, () -> new DefaultSslBundleRegistry("mine", bundle))
			.withPropertyValues("customerio.ssl.bundle=mine")
			.run((context) -> {
				CustomerIoConnector downloads = context.getBean("customerIoDownloadConnector",
						CustomerIoConnector.class);
				assertThat(built.get(downloads.connector()).sslBundle()).isNull();
			});
	}

	@Test
	void sslBundleWhenTheBuilderIsTheUsersFailsTheStart() {
		this.contextRunner.withBean("own", WebClient.Builder.class, WebClient::builder)
			.withPropertyValues("customerio.ssl.bundle=mine")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("customerio.ssl.bundle")
				.hasMessageContaining("The bean WebClient.Builder brings its own connector"));
	}

	@Test
	void connectTimeoutWhenTheBuilderIsTheUsersIsWarnedOf(CapturedOutput output) {
		this.contextRunner.withBean("own", WebClient.Builder.class, WebClient::builder)
			.withPropertyValues("customerio.connect-timeout=3s")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("'customerio.connect-timeout' does not limit how long it takes to connect"));
	}

	@Test
	void connectTimeoutWhenNotSetIsNotWarnedOf(CapturedOutput output) {
		this.contextRunner.withBean("own", WebClient.Builder.class, WebClient::builder)
			.run((context) -> assertThat(output).doesNotContain("connect-timeout"));
	}

	@Test
	void connectorOfACustomizerIsUsed() {
		this.contextRunner
			.withBean("own", WebClientCustomizer.class, () -> (builder) -> builder.clientConnector(this.recording))
			.run((context) -> {
				identify(context);
				assertThat(this.recording.connected).hasSize(1);
			});
	}

	@Test
	void sslBundleWhenACustomizerSetsAConnectorFailsTheStartAndNamesIt() {
		this.contextRunner
			.withBean("own", WebClientCustomizer.class, () -> (builder) -> builder.clientConnector(this.recording))
			.withBean(DefaultSslBundleRegistry.class,
					() -> new DefaultSslBundleRegistry("mine", SslBundle.of(SslStoreBundle.NONE)))
			.withPropertyValues("customerio.ssl.bundle=mine")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("The WebClientCustomizer 'own' brings its own connector"));
	}

	@Test
	void customizerOfOtherThingsLeavesTheConnector() {
		this.contextRunner
			.withBean("own", WebClientCustomizer.class,
					() -> (builder) -> builder.defaultHeader("X-Own", "yes").filters(List::size))
			.withPropertyValues("spring.http.clients.reactive.connector=jdk", "customerio.connect-timeout=3s")
			.run((context) -> {
				identify(context);
				assertThat(this.customerIo.simulator().requests()).hasSize(1);
			});
	}

	@Test
	void headersAndCookiesOfTheApplicationDoNotLeave() {
		this.contextRunner
			.withBean("own", WebClientCustomizer.class,
					() -> (builder) -> builder.defaultHeader("X-Tenant", "acme")
						.defaultCookie("session", "s3cret")
						.filter((request, next) -> next
							.exchange(ClientRequest.from(request).header("baggage", "user=jane@example.com").build())))
			.run((context) -> {
				identify(context);
				assertThat(this.customerIo.simulator().requests()).singleElement()
					.satisfies((request) -> assertThat(request.headers()).containsKeys("authorization", "user-agent")
						.doesNotContainKeys("x-tenant", "cookie", "baggage"));
			});
	}

	@Test
	void headersOfTheApplicationLeaveWhereTheyAreAskedFor() {
		this.contextRunner
			.withBean("own", WebClientCustomizer.class,
					() -> (builder) -> builder.defaultHeader("X-Gateway", "key").defaultHeader("X-Tenant", "acme"))
			.withPropertyValues("customerio.extra-headers=x-gateway")
			.run((context) -> {
				identify(context);
				assertThat(this.customerIo.simulator().requests()).singleElement()
					.satisfies((request) -> assertThat(request.headers()).containsEntry("x-gateway", "key")
						.doesNotContainKey("x-tenant"));
			});
	}

	@Test
	void noticeOfAnAnswerToComeIsSkipped() {
		String ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
		try (RawServer server = RawServer
			.answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + ok)) {
			to(server).run((context) -> {
				identify(context);
				identify(context);
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@Test
	void bodyWhereNoneMayBeIsNotReadAsTheNextAnswer() {
		try (RawServer server = RawServer.answering("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}")) {
			to(server).run((context) -> {
				identify(context);
				identify(context);
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@Test
	void peerThatFailsDoesNotFillTheLog(CapturedOutput output) {
		List<RawServer.Script> failures = List.of(RawServer.Connection::reset, (connection) -> {
		}, (connection) -> {
			connection.readRequest();
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("SSH-2.0-OpenSSH\r\n\r\n");
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n");
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
			connection.reset();
		});
		for (RawServer.Script failure : failures) {
			try (RawServer server = RawServer.start(failure)) {
				to(server).run((context) -> assertThatExceptionOfType(CustomerIoNoResponseException.class)
					.isThrownBy(() -> identify(context))
					.matches(CustomerIoNoResponseException::isRetryable));
			}
		}
		assertThat(output).doesNotContain("observed an error", "onErrorDropped");
	}

	@Test
	void tlsThatFailsDoesNotFillTheLog(CapturedOutput output) {
		try (RawServer server = RawServer.start((connection) -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
			to(server).withPropertyValues("customerio.track.url=" + server.url().replace("http", "https"))
				.run((context) -> assertThatExceptionOfType(CustomerIoNoResponseException.class)
					.isThrownBy(() -> identify(context))
					.withMessageEndingWith("; nothing was sent")
					.withMessageNotContaining("485454"));
		}
		assertThat(output).doesNotContain("observed an error", "onErrorDropped");
	}

	@Test
	void callUnderWayKeepsItsTimeoutWhenTheContextIsClosed() {
		AtomicReference<Mono<Void>> call = new AtomicReference<>();
		try (RawServer server = RawServer.start((connection) -> {
			connection.readRequest();
			connection.awaitClose();
		})) {
			// the context closes the connections of Reactor Netty
			to(server)
				.withPropertyValues("customerio.response-timeout=1s", "spring.http.clients.reactive.connector=jdk")
				.run((context) -> {
					Mono<Void> identify = context.getBean("customerIoWebClientTransport", CustomerIoTransport.class)
						.send(CustomerIoRequest.track("identify", "/api/v2/entity", "{}".getBytes()))
						.then()
						.cache();
					identify.subscribe((done) -> {
					}, (ex) -> {
					});
					call.set(identify);
				});
			assertThatExceptionOfType(CustomerIoNoResponseException.class)
				.isThrownBy(() -> call.get().block(Duration.ofSeconds(20)))
				.withMessageContaining("none within 1000 ms");
		}
	}

	private ApplicationContextRunner to(RawServer server) {
		return this.contextRunner.withPropertyValues("customerio.track.url=" + server.url(),
				"customerio.retry.max-retries=0");
	}

	private static void identify(ApplicationContext context) {
		context.getBean(ReactiveCustomerIoTemplate.class).identify("42", Map.of()).block(Duration.ofSeconds(20));
	}

	private static CustomerIoResponse get(ApplicationContext context, String path) {
		CustomerIoRequest request = new CustomerIoRequest("list", Quota.APP, HttpMethod.GET, path, List.of(), null,
				Priority.INTERACTIVE, true, 1);
		return context.getBean(CustomerIoTransport.class).send(request).block(Duration.ofSeconds(20));
	}

	private static ClientHttpConnectorBuilder<JdkClientHttpConnector> remembering(
			Map<ClientHttpConnector, HttpClientSettings> built) {
		return (settings) -> {
			JdkClientHttpConnector connector = new JdkClientHttpConnector();
			built.put(connector, settings);
			return connector;
		};
	}

	private static HttpClientSettings settings(ApplicationContext context,
			Map<ClientHttpConnector, HttpClientSettings> built) {
		return built.get(context.getBean(CustomerIoConnector.class).connector());
	}

	private static final class RecordingConnector implements ClientHttpConnector {

		private final List<URI> connected = new ArrayList<>();

		private final ClientHttpConnector delegate = new JdkClientHttpConnector();

		@Override
		public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
				Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
			this.connected.add(uri);
			return this.delegate.connect(method, uri, requestCallback);
		}

	}

}
