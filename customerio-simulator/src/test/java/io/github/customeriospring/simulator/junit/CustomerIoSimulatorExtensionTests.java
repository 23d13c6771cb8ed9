package io.github.customeriospring.simulator.junit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link CustomerIoSimulatorExtension}, which run test classes of their own.
 */
class CustomerIoSimulatorExtensionTests {

	private static final List<SimulatedCustomerIo> seen = new ArrayList<>();

	@BeforeEach
	void forget() {
		seen.clear();
	}

	@Test
	void fieldWhenStaticHasOneSimulatorForTheClassResetBeforeEachTest() {
		run(StaticField.class, 3);
		assertThat(seen).hasSize(3).containsOnly(seen.get(0));
		assertClosed(seen.get(0));
	}

	@Test
	void fieldWhenNotStaticHasASimulatorForEachTest() {
		run(InstanceField.class, 2);
		assertThat(seen).hasSize(2).doesNotHaveDuplicates();
		seen.forEach(CustomerIoSimulatorExtensionTests::assertClosed);
	}

	@Test
	void parameterWhenExtensionIsDeclaredIsTheSimulator() {
		run(Parameter.class, 2);
		assertThat(seen).hasSize(2).containsOnly(seen.get(0));
		assertClosed(seen.get(0));
	}

	private static void run(Class<?> testClass, int tests) {
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.succeeded(tests).failed(0));
	}

	private static void use(SimulatedCustomerIo customerIo) throws Exception {
		seen.add(customerIo);
		// fails in the second test unless there was a reset
		assertThat(customerIo.requests()).isEmpty();
		assertThat(customerIo.stats(SimulatedQuota.APP).failed()).isZero();
		assertThat(get(customerIo)).isEqualTo(401);
		assertThat(customerIo.requests()).hasSize(1);
	}

	private static int get(SimulatedCustomerIo customerIo) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(customerIo.url() + "/v1/segments")).build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
	}

	private static void assertClosed(SimulatedCustomerIo customerIo) {
		assertThatIOException().isThrownBy(() -> get(customerIo));
	}

	static class StaticField {

		@RegisterExtension
		static final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension();

		@Test
		void first() throws Exception {
			use(customerIo.simulator());
		}

		@Test
		void second() throws Exception {
			use(customerIo.simulator());
		}

		@Nested
		class Inner {

			@Test
			void third() throws Exception {
				use(customerIo.simulator());
			}

		}

	}

	static class InstanceField {

		@RegisterExtension
		final CustomerIoSimulatorExtension customerIo = new CustomerIoSimulatorExtension(
				SimulatedCustomerIo.builder().recordedRequests(5));

		@Test
		void first() throws Exception {
			use(this.customerIo.simulator());
		}

		@Test
		void second() throws Exception {
			assertThat(this.customerIo.url()).isEqualTo(this.customerIo.simulator().url());
			use(this.customerIo.simulator());
		}

	}

	@ExtendWith(CustomerIoSimulatorExtension.class)
	static class Parameter {

		@Test
		void first(SimulatedCustomerIo customerIo) throws Exception {
			use(customerIo);
		}

		@Test
		void second(SimulatedCustomerIo customerIo) throws Exception {
			use(customerIo);
		}

	}

}
