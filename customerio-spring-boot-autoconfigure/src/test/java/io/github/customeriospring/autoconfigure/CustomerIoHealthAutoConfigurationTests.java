package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.actuate.CustomerIoHealthAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CustomerIoHealthAutoConfiguration}.
 */
class CustomerIoHealthAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = CustomerIoContextRunner.create();

	@Test
	void indicatorIsPresentByDefault() {
		this.contextRunner.run((context) -> assertThat(context).hasBean("customerioHealthIndicator"));
	}

	@Test
	void indicatorIsAbsentWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.customerio.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("customerioHealthIndicator")
				.doesNotHaveBean("customerIoRefusedCredentials"));
	}

	@Test
	void indicatorIsAbsentWithoutTheHealthModule() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("customerioHealthIndicator"));
	}

	@Test
	void indicatorBacksOffForTheUsersBean() {
		this.contextRunner
			.withBean("customerioHealthIndicator", HealthIndicator.class, () -> () -> Health.unknown().build())
			.run((context) -> assertThat(context).getBean("customerioHealthIndicator", HealthIndicator.class)
				.extracting((indicator) -> indicator.health())
				.isEqualTo(Health.unknown().build()));
	}

}
