package io.github.customeriospring;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the whole auto-configured chain tells keys and personal data to nobody but
 * Customer.io.
 */
class SecretsTests {

	static final String SITE_ID = "site-5e7a91c0";

	static final String API_KEY = "key-9f3c22d7";

	static final String APP_API_KEY = "app-77b10e4f";

	private static final String[] KEYS = { SITE_ID, API_KEY, APP_API_KEY,
			Base64.getEncoder().encodeToString((SITE_ID + ":" + API_KEY).getBytes(StandardCharsets.ISO_8859_1)) };

	/** Identified, with this city, in a body. */
	private static final String[] JANE = { "jane.roe", "Springfield" };

	/** Queried, with the address in the path. */
	private static final String JOHN = "john.doe";

	/** These log the URL of a request; they are not ours, and silent unless at debug. */
	private static final String[] URL_LOGGERS = { "org.springframework.web.reactive.function.client.ExchangeFunctions",
			"reactor.netty.http.client.HttpClientConnect", "reactor.netty.resources.DefaultPooledConnectionProvider" };

	private static final List<Fault> FAULTS = List.of(Fault.unauthorized(), Fault.wrongRegion(), Fault.status(503),
			Fault.status(400, "{\"meta\":{\"error\":\"jane.roe@example.com and john.doe%40example.com\"}}"),
			Fault.html(502), Fault.reset(), Fault.acceptThenReset(), Fault.slow(Duration.ofMinutes(1)),
			Fault.dailyQuota(10), Fault.tooManyRequests("0"));

	private final SimulatedCustomerIo customerIo = SimulatedCustomerIo.builder()
		.credentials(SITE_ID, API_KEY, APP_API_KEY)
		.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(App.class)
		.withPropertyValues("customerio.site-id=" + SITE_ID, "customerio.api-key=" + API_KEY,
				"customerio.app-api-key=" + APP_API_KEY, "customerio.track.url=" + this.customerIo.url(),
				"customerio.app.url=" + this.customerIo.url(), "customerio.response-timeout=200ms",
				"customerio.retry.max-retries=1", "customerio.retry.base-delay=1ms", "customerio.retry.max-delay=1ms", // else
																														// refusals
																														// with
																														// 429
																														// do
																														// not
																														// count
				"customerio.rate-limit.app.limit=100");

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void logsAndExceptionsNameNoKeysAndNobody() {
		List<CapturedLogs.Line> lines;
		try (CapturedLogs logs = CapturedLogs.ofEverything()) {
			this.runner.run((context) -> {
				identify(context).block();
				for (Fault fault : FAULTS) {
					assertNamesNobody(fault, identify(context));
					assertNamesNobody(fault, query(context));
				}
				assertNamesNobody(Fault.slow(Duration.ofMinutes(1)),
						query(context).timeout(Duration.ofMillis(50)).onErrorResume((ex) -> query(context)));
			});
			lines = logs.lines();
		}
		// proves that everything was captured, headers included
		assertThat(lines).extracting(CapturedLogs.Line::text)
			.anyMatch((text) -> text.contains("HTTP POST " + this.customerIo.url() + "/api/v2/entity, headers="));
		assertThat(lines).allSatisfy((line) -> assertThat(line.text()).doesNotContain(KEYS).doesNotContain(JANE));
		List<CapturedLogs.Line> naming = lines.stream().filter((line) -> line.text().contains(JOHN)).toList();
		assertThat(naming).isNotEmpty()
			.allSatisfy((line) -> assertThat(line.logger()).isIn((Object[]) URL_LOGGERS))
			.noneMatch((line) -> line.level().isGreaterOrEqual(Level.INFO));
	}

	private void assertNamesNobody(Fault fault, Mono<?> call) {
		this.customerIo.faults().clear().next(10, fault);
		Throwable ex = catchThrowable(call::block);
		assertThat(ex).as("%s", fault).isInstanceOf(CustomerIoException.class);
		StringWriter everything = new StringWriter();
		// causes and suppressed ones included
		ex.printStackTrace(new PrintWriter(everything));
		assertThat(everything.toString()).as("%s", fault)
			.doesNotContain(KEYS)
			.doesNotContain(JANE)
			.doesNotContain(JOHN);
	}

	@Test
	void beansDescribeThemselvesWithoutKeys() {
		this.runner.run((context) -> {
			List<String> descriptions = new ArrayList<>();
			for (String name : context.getBeanDefinitionNames()) {
				descriptions.add(name + ": " + context.getBean(name));
			}
			assertThat(descriptions).anyMatch((text) -> text.contains("CustomerIoProperties["))
				.anyMatch((text) -> text.startsWith("customerIoConnectionDetails: "))
				.allSatisfy((text) -> assertThat(text).doesNotContain(KEYS));
		});
	}

	@Test
	void metersNameNoKeysAndNobody() {
		this.runner.run((context) -> {
			identify(context).block();
			for (Fault fault : FAULTS) {
				this.customerIo.faults().next(2, fault);
				query(context).onErrorComplete().block();
				this.customerIo.faults().clear();
			}
			List<Meter> meters = context.getBean(MeterRegistry.class).getMeters();
			assertThat(meters).extracting((meter) -> meter.getId().getName())
				.contains("http.client.requests", "customerio.retries");
			assertThat(meters).allSatisfy((meter) -> assertThat(meter.getId().toString()).doesNotContain(KEYS)
				.doesNotContain(JANE)
				.doesNotContain(JOHN));
		});
	}

	@Test
	void redirectTargetGetsNothing() {
		List<String> arrived = new ArrayList<>();
		DisposableServer target = serve(HttpServer.create().handle((request, response) -> {
			arrived.add(request.uri());
			return response.send();
		}));
		DisposableServer server = serve(HttpServer.create()
			.handle((request, response) -> response.status(307)
				.header("Location", "http://127.0.0.1:" + target.port() + request.uri())
				.send()));
		try {
			this.runner
				.withPropertyValues("spring.http.clients.redirects=follow",
						"customerio.track.url=http://127.0.0.1:" + server.port())
				.run((context) -> assertThat(catchThrowable(() -> identify(context).block()))
					.hasMessageContaining("answered 307")
					.hasMessageContaining("'customerio.region'"));
			assertThat(arrived).isEmpty();
		}
		finally {
			server.dispose();
			target.dispose();
		}
	}

	private static DisposableServer serve(HttpServer server) {
		return server.host("127.0.0.1").port(0).bindNow();
	}

	private static Mono<Void> identify(ApplicationContext context) {
		return context.getBean(ReactiveCustomerIoTemplate.class)
			.identify(Identifier.email("jane.roe@example.com"), Map.of("city", "Springfield"));
	}

	private static Mono<CustomerIoResponse> query(ApplicationContext context) {
		CustomerIoRequest request = new CustomerIoRequest("customer attributes", Quota.APP, HttpMethod.GET,
				"/v1/customers/{id}/attributes?id_type={type}", List.of("john.doe@example.com", "email"), null,
				Priority.INTERACTIVE, true, 1);
		return context.getBean(CustomerIoTransport.class).send(request);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
