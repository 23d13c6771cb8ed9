package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the meters do not grow with the people, those of the web client included.
 */
class MeterCardinalityTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
			SimulatedCustomerIo.builder()
				.limit(SimulatedQuota.TRACK, 1000, Duration.ofSeconds(1))
				.limit(SimulatedQuota.APP, 1000, Duration.ofSeconds(1)));

	private final ApplicationContextRunner contextRunner = MetricsContextRunner.create(this.customerIo.simulator())
		.withConfiguration(
				AutoConfigurations.of(ObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class))
		.withPropertyValues("customerio.rate-limit.track.limit=1000", "customerio.rate-limit.app.limit=1000");

	@Test
	void metersAfterTwoHundredPeopleAreThoseAfterTheFirst() {
		this.contextRunner.run((context) -> {
			use(context, 0, 1);
			Set<Meter.Id> first = ids(context);
			use(context, 1, 200);
			assertThat(this.customerIo.simulator().distinctPeople()).isEqualTo(201);
			assertThat(ids(context)).isEqualTo(first)
				.anyMatch((id) -> id.getName().equals("http.client.requests"))
				.noneMatch((id) -> id.toString().contains("example.org"));
		});
	}

	private static void use(ApplicationContext context, int from, int people) {
		ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
		CustomerIoTransport transport = context.getBean(CustomerIoTransport.class);
		Flux.range(from, people).flatMap((i) -> {
			String email = "p" + i + "@example.org";
			CustomerIoRequest query = new CustomerIoRequest("customer attributes", Quota.APP, HttpMethod.GET,
					"/v1/customers/{id}/attributes?id_type=email", List.of(email), null, Priority.INTERACTIVE, true, 1);
			return template.identify(Identifier.email(email), Map.of()).then(transport.send(query));
		}, 5).blockLast(Duration.ofSeconds(20));
	}

	private static Set<Meter.Id> ids(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
	}

}
