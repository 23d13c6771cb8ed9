package io.github.customeriospring.webclient;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.simulator.Fault;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebClientTransport} where the workspace is in the other region.
 */
class RedirectTests {

	private static final String HINT = "The workspace seems to be in a different region: "
			+ "check 'customerio.region' (us or eu). Redirects are not followed, "
			+ "so that credentials go to the configured host only";

	private final TestServer otherRegion = TestServer.answering((response) -> response.status(200).send());

	@AfterEach
	void close() {
		this.otherRegion.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectIsExplainedAndNotFollowed(int status) {
		try (TestServer server = redirecting(status)) {
			CustomerIoTransport transport = TestTransports.to(server.url());
			CustomerIoResponseException track = TestTransports.failure(CustomerIoResponseException.class,
					transport.send(TestTransports.identify()));
			assertThat(track.getStatus()).isEqualTo(status);
			assertThat(track.isRetryable()).isFalse();
			assertThat(track.isDeliveryUnknown()).isFalse();
			assertThat(track).hasMessageEndingWith(". " + HINT).hasMessageNotContaining(this.otherRegion.url());
			assertThat(TestTransports.failure(CustomerIoResponseException.class,
					transport.send(TestTransports.attributesOf("42"))))
				.hasMessageEndingWith(". " + HINT);
			assertThat(server.requests()).hasSize(2);
			assertThat(this.otherRegion.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectWhenTheConnectorFollowsItSendsNothingThere(int status) {
		try (TestServer server = redirecting(status)) {
			CustomerIoTransport following = TestTransports.to(server.url(), HttpClient.create().followRedirect(true),
					Schedulers.parallel());
			CustomerIoNoResponseException ex = TestTransports.failure(CustomerIoNoResponseException.class,
					following.send(TestTransports.message()));
			assertThat(ex).hasMessageContaining("An attempt must be sent only once");
			assertThat(ex.isRetryable()).isFalse();
			assertThat(server.requests()).hasSize(1);
			assertThat(this.otherRegion.requests()).isEmpty();
		}
	}

	@Test
	void wrongDatacenterIsExplainedWhateverTheStatus() {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start()) {
			CustomerIoTransport transport = TestTransports.to(customerIo.url());
			customerIo.faults()
				.next(1, Fault.wrongRegion())
				.next(1, Fault.status(401, "{\"meta\":{\"error\":\"wrong datacenter\"}}"));
			for (int status : new int[] { 301, 401 }) {
				CustomerIoResponseException ex = TestTransports.failure(CustomerIoResponseException.class,
						transport.send(TestTransports.identify()));
				assertThat(ex.getStatus()).isEqualTo(status);
				assertThat(ex).hasMessageEndingWith(": wrong datacenter. " + HINT);
			}
		}
	}

	private TestServer redirecting(int status) {
		return TestServer.answering((response) -> response.status(status)
			.header(HttpHeaderNames.LOCATION, this.otherRegion.url() + "/elsewhere")
			.send());
	}

}
