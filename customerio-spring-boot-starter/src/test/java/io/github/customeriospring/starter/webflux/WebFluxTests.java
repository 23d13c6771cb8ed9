package io.github.customeriospring.starter.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.test.AutoConfigureCustomerIoSimulator;
import io.github.customeriospring.template.CustomerIoTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the README's example on Reactor Netty.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.main.web-application-type=reactive")
@AutoConfigureCustomerIoSimulator
class WebFluxTests {

	@LocalServerPort
	private int port;

	@Autowired
	private SimulatedCustomerIo customerIo;

	@Test
	void profileIsAcceptedWhenTheRequestIsAnswered() throws Exception {
		assertThat(send("/profiles/42",
				HttpRequest.newBuilder()
					.header("Content-Type", "application/json")
					.PUT(BodyPublishers.ofString("{\"plan\":\"pro\",\"city\":\"Köln\"}")))
			.statusCode()).isEqualTo(200);
		assertThat(this.customerIo.person("42").attributes()).containsEntry("plan", "pro")
			.containsEntry("city", "Köln");
		assertThat(send("/profiles/premium", HttpRequest.newBuilder().GET()).body()).contains("\"id\":\"42\"");
	}

	@Test
	void blockingTemplateOnAnEventLoopSaysWhatToUse(@Autowired CustomerIoTemplate blocking) {
		assertThatExceptionOfType(CustomerIoNotSentException.class)
			.isThrownBy(() -> Mono.fromRunnable(() -> blocking.delete("42")).subscribeOn(Schedulers.parallel()).block())
			.withMessageContaining("use ReactiveCustomerIoTemplate here");
	}

	private HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
		return HttpClient.newHttpClient()
			.send(request.uri(URI.create("http://localhost:" + this.port + path)).build(), BodyHandlers.ofString());
	}

}
