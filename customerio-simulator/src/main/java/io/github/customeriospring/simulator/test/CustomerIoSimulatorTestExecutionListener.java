package io.github.customeriospring.simulator.test;

import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the simulator before each test, because tests share contexts. Also makes the
 * client forget what it learned in the previous test: limits lowered by 429s, and pauses.
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
