package io.github.customeriospring.simulator.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds {@link AutoConfigureCustomerIoSimulator} on test classes.
 */
final class CustomerIoSimulatorContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		AutoConfigureCustomerIoSimulator annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureCustomerIoSimulator.class);
		return (annotation != null) ? CustomerIoSimulatorContextCustomizer.of(annotation) : null;
	}

}
