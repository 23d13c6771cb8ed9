package io.github.customeriospring.starter.mvc;

import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * The examples on virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need Java 21")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.threads.virtual.enabled=true")
@AutoConfigureCustomerIoSimulator
class VirtualThreadsTests extends MvcExamples {

	@Override
	boolean isOnTheExpectedThread(String thread) {
		return thread.startsWith("VirtualThread");
	}

}
