package io.github.customeriospring.autoconfigure;

import java.util.List;

import io.github.customeriospring.connector.CustomerIoConnectionDetails;
import io.github.customeriospring.layer.CustomerIoMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Decides about the mode, and says so if nothing is sent. The context of a test is
 * {@code off} unless it names a mode or says where Customer.io is: a simulator or another
 * server.
 */
final class Modes {

	private static final Logger logger = LoggerFactory.getLogger(Modes.class);

	/** The name of a bean that contexts of tests have. */
	private static final String TEST_CONTEXT = "customerIoTestContext";

	private Modes() {
	}

	/** Whether operations are sent. */
	static boolean isLive(CustomerIoProperties properties, Environment environment, ListableBeanFactory beans) {
		return properties.mode().isLive() && !isAccident(properties, environment, beans);
	}

	static CustomerIoMode of(CustomerIoProperties properties, Environment environment, ListableBeanFactory beans) {
		CustomerIoMode mode = properties.mode();
		if (mode.isLive() && isAccident(properties, environment, beans)) {
			logger
				.warn("Nothing is sent to Customer.io, as this is the context of a test: every operation is accepted. "
						+ "Use @AutoConfigureCustomerIoSimulator, or set 'customerio.mode'");
			return CustomerIoMode.OFF;
		}
		if (!mode.isLive()) {
			logger.warn("Nothing is sent to Customer.io, as 'customerio.mode' is '{}': every operation is accepted{}",
					(mode == CustomerIoMode.LOG) ? "log" : "off", (mode == CustomerIoMode.LOG) ? " and logged" : "");
		}
		return mode;
	}

	private static boolean isAccident(CustomerIoProperties properties, Environment environment,
			ListableBeanFactory beans) {
		return beans.containsBean(TEST_CONTEXT) && !environment.containsProperty("customerio.mode")
				&& properties.track().url() == null && properties.app().url() == null
				&& beans.getBeanNamesForType(CustomerIoConnectionDetails.class, true, false).length == beans
					.getBeanNamesForType(PropertiesCustomerIoConnectionDetails.class, true, false).length;
	}

	/**
	 * Marks the contexts of tests. Loaded by Spring's test framework alone.
	 */
	static final class TestContexts implements ContextCustomizerFactory {

		@Override
		public ContextCustomizer createContextCustomizer(Class<?> testClass,
				List<ContextConfigurationAttributes> attributes) {
			return new Marker();
		}

		/**
		 * All are alike, so that tests can share a context.
		 */
		private record Marker() implements ContextCustomizer {

			@Override
			public void customizeContext(ConfigurableApplicationContext context,
					MergedContextConfiguration configuration) {
				context.getBeanFactory().registerSingleton(TEST_CONTEXT, this);
			}

		}

	}

}
