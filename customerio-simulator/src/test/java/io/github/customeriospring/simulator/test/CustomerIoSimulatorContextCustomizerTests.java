package io.github.customeriospring.simulator.test;

import java.net.ConnectException;
import java.net.Socket;
import java.util.List;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CustomerIoSimulatorContextCustomizer} and its factory.
 */
class CustomerIoSimulatorContextCustomizerTests {

	private final CustomerIoSimulatorContextCustomizerFactory factory = new CustomerIoSimulatorContextCustomizerFactory();

	@Test
	void createWhenNotAnnotatedIsNull() {
		assertThat(create(Plain.class)).isNull();
	}

	@Test
	void createWhenValuesAreTheSameIsEqualSoThatContextsAreShared() {
		assertThat(create(Defaults.class)).isEqualTo(create(SameDefaults.class)).hasSameHashCodeAs(create(Sub.class));
		assertThat(create(Sub.class)).isEqualTo(create(Defaults.class));
	}

	@Test
	void createWhenValuesDifferIsNotEqual() {
		assertThat(create(Defaults.class)).isNotEqualTo(create(Slow.class));
	}

	@Test
	void closeWhenContextClosesClosesTheSimulator() {
		GenericApplicationContext context = new GenericApplicationContext();
		create(Defaults.class).customizeContext(context, configuration());
		context.refresh();
		int port = context.getBean(SimulatedCustomerIo.class).port();
		context.close();
		assertNothingListens(port);
	}

	@Test
	void closeWhenContextFailsToStartClosesTheSimulator() {
		GenericApplicationContext context = new GenericApplicationContext();
		create(Defaults.class).customizeContext(context, configuration());
		int port = context.getBeanFactory().getBean(SimulatedCustomerIo.class).port();
		context.registerBean("broken", Object.class, () -> {
			throw new IllegalStateException("broken");
		});
		assertThatExceptionOfType(Exception.class).isThrownBy(context::refresh);
		assertNothingListens(port);
	}

	private ContextCustomizer create(Class<?> testClass) {
		return this.factory.createContextCustomizer(testClass, List.of());
	}

	private static void assertNothingListens(int port) {
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
	}

	private static final class Plain {

	}

	@AutoConfigureCustomerIoSimulator
	private static class Defaults {

	}

	@AutoConfigureCustomerIoSimulator(trackLimit = 100)
	private static final class SameDefaults {

	}

	private static final class Sub extends Defaults {

	}

	@AutoConfigureCustomerIoSimulator(serviceTimeMillis = 20)
	private static final class Slow {

	}

	private static MergedContextConfiguration configuration() {
		return new MergedContextConfiguration(Defaults.class, null, null, null, null);
	}

}
