package io.github.customeriospring.starter.mvc;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of the README over HTTP, on whatever threads the server has.
 */
abstract class MvcExamples {

	@LocalServerPort
	private int port;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@Autowired
	private CustomerIoQueue queue;

	@Autowired
	private Orders orders;

	@Autowired
	private PlatformTransactionManager transactions;

	@Test
	void signupIsAcceptedWhenTheRequestIsAnsweredAndTheVisitFollows() throws Exception {
		String thread = post("/people/42?email=jane@example.com").body();
		assertThat(thread).matches(this::isOnTheExpectedThread);
		assertThat(this.customerIo.person("42").attributes()).containsEntry("email", "jane@example.com");
		this.queue.whenIdle().join();
		assertThat(this.customerIo.events()).singleElement()
			.satisfies((event) -> assertThat(event.name()).isEqualTo("/welcome"));
	}

	abstract boolean isOnTheExpectedThread(String thread);

	@Test
	void orderIsToldAfterTheCommit() throws Exception {
		post("/orders/42?total=12.50");
		this.queue.whenIdle().join();
		assertThat(this.customerIo.events()).singleElement()
			.satisfies((event) -> assertThat(event.name()).isEqualTo("order_placed"));
	}

	@Test
	void orderThatIsRolledBackTellsNobody() {
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			this.orders.place("42", BigDecimal.TEN);
			status.setRollbackOnly();
		});
		this.queue.whenIdle().join();
		assertThat(this.customerIo.events()).isEmpty();
	}

	@Test
	void receiptIsSentOnceAndItsLossIsKnown() throws Exception {
		assertThat(post("/receipts/42").body()).isNotEmpty().isNotEqualTo("unknown");
		this.customerIo.faults().next(SimulatedQuota.TRANSACTIONAL, 1, Fault.acceptThenReset());
		assertThat(post("/receipts/42").body()).isEqualTo("unknown");
		assertThat(this.customerIo.deliveries()).hasSize(2);
	}

	@Test
	void refusalIsAProblemOfTheApplicationsOwn() throws Exception {
		this.customerIo.faults().next(1, Fault.status(400));
		HttpResponse<String> response = send("/people/42?email=jane@example.com");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("Customer.io answered 400").doesNotContain("jane@example.com");
	}

	private HttpResponse<String> post(String path) throws Exception {
		HttpResponse<String> response = send(path);
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

	private HttpResponse<String> send(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

}
