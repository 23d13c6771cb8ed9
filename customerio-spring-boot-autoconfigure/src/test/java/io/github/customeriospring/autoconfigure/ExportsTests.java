package io.github.customeriospring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.app.Filter;
import io.github.customeriospring.app.export.Export;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.simulator.RecordedRequest;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.junit.CustomerIoSimulatorExtension;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.core.io.buffer.DataBufferUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for the exports of the auto-configured client.
 */
class ExportsTests {

	@RegisterExtension
	private final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create(this.customerIo.simulator());

	@Test
	void exportsAreThoseOfTheTemplate() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ReactiveCustomerIoTemplate.class).exports())
			.isSameAs(context.getBean(Exports.class)));
	}

	@Test
	void exportsWhenTheUserHasOwnBackOff() {
		Exports own = new Exports(mock(), mock(), Duration.ofSeconds(10), mock());
		this.contextRunner.withBean(Exports.class, () -> own)
			.run((context) -> assertThat(context.getBean(ReactiveCustomerIoTemplate.class).exports()).isSameAs(own));
	}

	/** The simulated storage refuses whoever brings credentials. */
	@Test
	void downloadWhenTheApplicationAddsCredentialsToAllItsClientsCarriesNone() {
		WebClientCustomizer customizer = (builder) -> builder
			.defaultHeaders((headers) -> headers.setBearerAuth("secret of others"));
		SimulatedCustomerIo simulator = this.customerIo.simulator();
		simulator.fixtures().exportPolls(2);
		this.contextRunner.withBean(WebClientCustomizer.class, () -> customizer).run((context) -> {
			ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
			template.identify("42", Map.of("plan", "pro")).block();
			String csv = template.exports()
				.exportCustomers(Filter.attribute("plan", "pro"))
				.map(Export::id)
				.flatMap((id) -> template.exports().await(id, Duration.ofMillis(1), Duration.ofSeconds(20)))
				.flatMap((export) -> DataBufferUtils.join(template.exports().download(export.id())))
				.map((buffer) -> {
					String text = buffer.toString(StandardCharsets.UTF_8);
					DataBufferUtils.release(buffer);
					return text;
				})
				.block(Duration.ofSeconds(20));
			assertThat(csv).contains("42");
			assertThat(simulator.requests()).extracting(RecordedRequest::path).contains("/v1/exports/1/download");
		});
	}

}
