package io.github.customeriospring.simulator.test;

import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the simulator before each test, as contexts are shared by tests.
 */
final class CustomerIoSimulatorTestExecutionListener implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(),
				AutoConfigureCustomerIoSimulator.class)) {
			testContext.getApplicationContext().getBean(SimulatedCustomerIo.class).reset();
		}
	}

}
