package io.github.customeriospring.simulator.server;

import java.net.http.HttpResponse;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServerOptions}.
 */
class ServerOptionsTests {

	@Test
	void parseWhenAllAreGivenStartsAccordingly() throws Exception {
		ServerOptions options = ServerOptions.parse("--port=0", "--track-limit=3", "--transactional-limit=4",
				"--app-limit=5", "--broadcast-limit=6", "--retry-after=false", "--service-time=20ms", "--latency=500us",
				"--jitter=1ms:0.6", "--fail=1:503", "--reset=0", "--keep-state=false", "--seed=3",
				"--assume=segments-on-demand");
		try (SimulatedCustomerIo customerIo = options.start()) {
			TestClient client = new TestClient(customerIo);
			for (int i = 0; i < 3; i++) {
				long start = System.nanoTime();
				assertThat(client.identify().statusCode()).isEqualTo(503);
				assertThat(System.nanoTime() - start).isGreaterThan(21_000_000);
			}
			HttpResponse<String> refused = client.identify();
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
		}
	}

	@Test
	void parseWhenNothingIsGivenAsksForNoHelp() {
		assertThat(ServerOptions.parse().isHelp()).isFalse();
		assertThat(ServerOptions.parse("--port=0", "--help").isHelp()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "--port=x | --port: 'x' is not a number", "--port | --port: '' is not a number",
					"--port=70000 | --port: 70000 is not between 0 and 65535",
					"--app-limit=0 | --app-limit: 0 is not between 1 and 1048576",
					"--nothing=1 | --nothing: unknown option, see --help", "8025 | 8025: unknown option, see --help",
					"--latency=30 | --latency: '30' is not a time such as 20ms",
					"--jitter=8ms | --jitter: '8ms' is not median:sigma, for example 8ms:0.6",
					"--fail=0.05 | --fail: '0.05' is not share:status, for example 0.05:503",
					"--fail=2:503 | --fail: 2.0 is not between 0.0 and 1.0",
					"--fail=0.1:99 | --fail: 99 is not between 200 and 599",
					"--reset=NaN | --reset: NaN is not between 0.0 and 1.0",
					"--assume=luck | --assume: 'luck' is not an assumption, see --help",
					"--keep-state=yes | --keep-state: 'yes' is neither true nor false" })
	void parseWhenOptionIsBadNamesItAndTheReason(String option, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.parse(option)).withMessage(message);
	}

}
