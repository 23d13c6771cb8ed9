package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.ratelimit.window.Sharing;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application with a shared limit is processed ahead of time, and what a
 * native image is told of it.
 */
class SharedLimitHintsTests {

	private final RuntimeHints hints = AheadOfTime.process(CustomerIoContextRunner.create()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("customerio.rate-limit.shared.enabled=true",
				"management.endpoints.web.exposure.include=customerio"));

	@Test
	void scriptIsThere() {
		assertThat(
				RuntimeHintsPredicates.resource().forResource("io/github/customeriospring/ratelimit/shared/lease.lua"))
			.accepts(this.hints);
	}

	@Test
	void propertiesAreBound() throws ClassNotFoundException {
		Class<?> properties = Class.forName("io.github.customeriospring.ratelimit.shared.SharedLimitProperties");
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(properties.getDeclaredConstructors()[0]))
			.accepts(this.hints);
	}

	@Test
	void endpointShowsWhoHoldsWhat() throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Sharing.class.getMethod("holders")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Sharing.Holder.class.getMethod("waiting")))
			.accepts(this.hints);
	}

}
