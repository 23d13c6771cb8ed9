package io.github.customeriospring.starter.mvc;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureCustomerIoSimulator
class SignupTests {

	@Test
	void signupReachesCustomerIoThoughItStumbles(@Autowired Signup signup, @Autowired SimulatedCustomerIo customerIo) {
		customerIo.faults().next(3, Fault.status(503));
		signup.signedUp("42", "jane@example.com");
		assertThat(customerIo.person("42").attributes()).containsEntry("email", "jane@example.com");
	}

	@Test
	void visitReachesCustomerIo(@Autowired Signup signup, @Autowired CustomerIoQueue queue,
			@Autowired SimulatedCustomerIo customerIo) {
		signup.visited("42", "/pricing");
		queue.whenIdle().join(); // before anything is asserted
		assertThat(customerIo.events()).singleElement()
			.satisfies((event) -> assertThat(event.name()).isEqualTo("/pricing"));
	}

}
