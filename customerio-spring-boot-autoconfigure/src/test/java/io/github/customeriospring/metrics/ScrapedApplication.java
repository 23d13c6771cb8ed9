package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.BulkImporter;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.QuotaControl;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with all that Boot configures and a registry for Prometheus, whose
 * client was used once in each way, so that meters which come with their first value are
 * there.
 */
final class ScrapedApplication {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final SimulatedCustomerIo customerIo;

	private final ApplicationContextRunner contextRunner;

	ScrapedApplication(SimulatedCustomerIo customerIo) {
		this.customerIo = customerIo;
		this.contextRunner = new ApplicationContextRunner().withUserConfiguration(App.class)
			.withPropertyValues("customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
					"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + customerIo.url(),
					"customerio.retry.base-delay=1ms", "customerio.rate-limit.pause-without-retry-after=1ms",
					"customerio.rate-limit.track.limit=1000", "customerio.queue.linger=1ms",
					"management.tracing.enabled=false");
	}

	void run(ContextConsumer<AssertableApplicationContext> consumer) {
		this.contextRunner.run((context) -> {
			use(context);
			consumer.accept(context);
		});
	}

	private void use(ApplicationContext context) {
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		template.identify("42", Map.of()).block(TIMEOUT);
		this.customerIo.faults().next(1, Fault.status(503)).next(1, Fault.unauthorized());
		template.identify("42", Map.of()).onErrorComplete().block(TIMEOUT);
		QuotaControl line = context.getBean(WaitingLines.class).line(Quota.TRACK);
		line.pause();
		template.identify("42", Map.of()).subscribe().dispose();
		line.resume();
		assertThat(context.getBean(CustomerIoQueue.class)
			.add(TrackOperation.person(Identifier.id("42")).event("signed_up", Map.of()))).succeedsWithin(TIMEOUT);
		context.getBean(BulkImporter.class)
			.importAll(Flux.just(TrackOperation.identify(Identifier.id("42"), Map.of())))
			.blockLast(TIMEOUT);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
