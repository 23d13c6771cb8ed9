package io.github.customeriospring.sample;

import java.util.Map;

import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test that the README shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "customerio.retry.base-delay=10ms")
@AutoConfigureCustomerIoSimulator
class SimulatorAnnotationTests {

	@Test
	void identifyIsRetriedUntilTheSimulatorHasThePerson(@Autowired ReactiveCustomerIoTemplate template,
			@Autowired SimulatedCustomerIo customerIo) {
		customerIo.faults().next(3, Fault.status(503));
		template.identify("42", Map.of("plan", "pro")).block();
		assertThat(customerIo.person("42").attributes()).containsEntry("plan", "pro");
		assertThat(customerIo.requests()).hasSize(4);
	}

}
