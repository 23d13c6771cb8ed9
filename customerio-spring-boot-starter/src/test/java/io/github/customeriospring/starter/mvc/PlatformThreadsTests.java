package io.github.customeriospring.starter.mvc;

import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * The examples on Tomcat's threads.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureCustomerIoSimulator
class PlatformThreadsTests extends MvcExamples {

	@Override
	boolean isOnTheExpectedThread(String thread) {
		return thread.contains("http-nio");
	}

}
