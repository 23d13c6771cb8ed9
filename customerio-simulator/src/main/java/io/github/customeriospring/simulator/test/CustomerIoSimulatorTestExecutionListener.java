package io.github.customeriospring.simulator.test;

import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the simulator before each test, as contexts are shared by tests, and lets the
 * client forget what the test before has taught it: limits that 429s lowered, and pauses.
 */
final class CustomerIoSimulatorTestExecutionListener implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(),
				AutoConfigureCustomerIoSimulator.class)) {
			ApplicationContext context = testContext.getApplicationContext();
			context.getBean(SimulatedCustomerIo.class).reset();
			if (context.containsBean(AutoConfigureCustomerIoSimulator.RESET_BEAN)) {
				context.getBean(AutoConfigureCustomerIoSimulator.RESET_BEAN, Runnable.class).run();
			}
		}
	}

}
