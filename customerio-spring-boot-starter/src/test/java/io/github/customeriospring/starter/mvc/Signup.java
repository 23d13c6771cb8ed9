package io.github.customeriospring.starter.mvc;

import java.time.Instant;
import java.util.Map;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.template.CustomerIoTemplate;

import org.springframework.stereotype.Service;

@Service
class Signup {

	private final CustomerIoTemplate customerIo;

	private final CustomerIoQueue queue;

	Signup(CustomerIoTemplate customerIo, CustomerIoQueue queue) {
		this.customerIo = customerIo;
		this.queue = queue;
	}

	// accepted by Customer.io when it returns, else it throws
	void signedUp(String id, String email) {
		customerIo.identify(id, Map.of("email", email, "created_at", Instant.now()));
	}

	// returns at once and never blocks; up to 1,000 operations share a request
	void visited(String id, String page) {
		queue.add(TrackOperation.person(id).page(page, Map.of()));
	}

}
