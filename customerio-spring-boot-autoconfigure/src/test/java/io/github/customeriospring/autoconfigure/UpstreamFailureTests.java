package io.github.customeriospring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.github.customeriospring.RawServer;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
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
 * Tests that an application whose call breaks tells its own clients so, and its log once:
 * Spring takes some errors for its own client going away, answers 200 and logs nothing.
 */
@TestInstance(Lifecycle.PER_CLASS) // starting the applications takes its time
class UpstreamFailureTests {

	private static final String LOGGING_SYSTEM = "org.springframework.boot.logging.LoggingSystem";

	private final Map<WebApplicationType, ConfigurableApplicationContext> applications = new EnumMap<>(
			WebApplicationType.class);

	private final AtomicReference<RawServer.Script> failure = new AtomicReference<>();

	private final RawServer upstream = RawServer.start((connection) -> this.failure.get().run(connection));

	private final Warnings warnings = new Warnings();

	private final Appender<ILoggingEvent> console = root().getAppender("CONSOLE");

	@BeforeAll
	void listen() {
		// starting an application would replace the appenders
		System.setProperty(LOGGING_SYSTEM, "none");
		SLF4JBridgeHandler.removeHandlersForRootLogger();
		SLF4JBridgeHandler.install();
		root().detachAppender(this.console);
		this.warnings.start();
		root().addAppender(this.warnings);
	}

	@AfterAll
	void stop() {
		this.applications.values().forEach(ConfigurableApplicationContext::close);
		this.upstream.close();
		root().detachAppender(this.warnings);
		root().addAppender(this.console);
		SLF4JBridgeHandler.uninstall();
		System.clearProperty(LOGGING_SYSTEM);
	}

	static Stream<RawServer.Script> failures() {
		return Stream.of(RawServer.Connection::reset, (connection) -> {
			connection.readRequest();
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("H");
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
			connection.reset();
		}, (connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
			connection.reset();
		}, RawServer.Connection::readRequest);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void resetInAnMvcRequestIsAServerErrorAndLoggedOnce(RawServer.Script failure) throws Exception {
		assertThat(status(WebApplicationType.SERVLET, failure, "/blocking")).isEqualTo(500);
		assertThat(this.warnings.events).hasSize(1).first().asString().contains("No response to");
	}

	/** Tomcat itself logs what an asynchronous request throws at two of its stages. */
	@ParameterizedTest
	@MethodSource("failures")
	void resetInAnAsynchronousMvcRequestIsAServerError(RawServer.Script failure) throws Exception {
		assertThat(status(WebApplicationType.SERVLET, failure, "/reactive")).isEqualTo(500);
		assertThat(this.warnings.events).isNotEmpty()
			.allSatisfy((event) -> assertThat(event).startsWith("org.apache.catalina.core."));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void resetInAWebFluxRequestIsAServerErrorAndLoggedOnce(RawServer.Script failure) throws Exception {
		assertThat(status(WebApplicationType.REACTIVE, failure, "/reactive")).isEqualTo(500);
		assertThat(this.warnings.events).hasSize(1).first().asString().contains("No response to");
	}

	private int status(WebApplicationType type, RawServer.Script failure, String path)
			throws IOException, InterruptedException {
		this.failure.set(failure);
		String port = this.applications.computeIfAbsent(type, this::start)
			.getEnvironment()
			.getProperty("local.server.port");
		this.warnings.events.clear();
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

	private ConfigurableApplicationContext start(WebApplicationType type) {
		return new SpringApplicationBuilder(Application.class).web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "customerio.track.url=" + this.upstream.url(), "customerio.site-id=site",
					"customerio.api-key=key", "customerio.retry.max-retries=1", "customerio.retry.base-delay=1ms")
			.run();
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	private static final class Warnings extends AppenderBase<ILoggingEvent> {

		private final Queue<String> events = new ConcurrentLinkedQueue<>();

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
				String thrown = (event.getThrowableProxy() != null) ? event.getThrowableProxy().getMessage() : "";
				this.events.add(event.getLoggerName() + ": " + event.getFormattedMessage() + " " + thrown);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Endpoints.class)
	static class Application {

	}

	@RestController
	static class Endpoints {

		private final ReactiveCustomerIoTemplate customerIo;

		Endpoints(ReactiveCustomerIoTemplate customerIo) {
			this.customerIo = customerIo;
		}

		@GetMapping("/blocking")
		String blocking() {
			this.customerIo.identify("42", Map.of()).block();
			return "stored";
		}

		@GetMapping("/reactive")
		Mono<String> reactive() {
			return this.customerIo.identify("42", Map.of()).thenReturn("stored");
		}

	}

}
