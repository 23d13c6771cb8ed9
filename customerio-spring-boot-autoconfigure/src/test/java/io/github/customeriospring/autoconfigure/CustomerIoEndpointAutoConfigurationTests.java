package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.actuate.CustomerIoEndpointAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CustomerIoEndpointAutoConfiguration}.
 */
class CustomerIoEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create();

	private final ApplicationContextRunner exposed = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=customerio");

	@Test
	void endpointIsAbsentUnlessExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean("customerIoEndpoint")
			.doesNotHaveBean("customerIoLastThrottled"));
	}

	@Test
	void endpointIsPresentWhenExposed() {
		this.exposed
			.run((context) -> assertThat(context).hasBean("customerIoEndpoint").hasBean("customerIoLastThrottled"));
	}

	@Test
	void endpointIsAbsentWhenAccessIsNone() {
		this.exposed.withPropertyValues("management.endpoint.customerio.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean("customerIoEndpoint"));
	}

	@Test
	void endpointIsAbsentWithoutActuator() {
		this.exposed.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("customerIoEndpoint"));
	}

	@Test
	void endpointIsAbsentWhenDisabled() {
		this.exposed.withPropertyValues("customerio.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("customerIoEndpoint"));
	}

}
