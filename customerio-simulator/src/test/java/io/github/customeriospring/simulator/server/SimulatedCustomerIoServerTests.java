package io.github.customeriospring.simulator.server;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SimulatedCustomerIoServer}.
 */
class SimulatedCustomerIoServerTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void runWhenOptionIsBadSaysWhyAndExitsWithTwo() {
		assertThat(run("--port=x")).isEqualTo(2);
		assertThat(this.err.toString()).isEqualToIgnoringNewLines("--port: 'x' is not a number");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void runWhenHelpIsAskedForPrintsIt() {
		assertThat(run("--help")).isZero();
		assertThat(this.out.toString()).contains("--track-limit=100", "--fail=0.05:503");
	}

	@Test
	void runWhenPortIsTakenSaysWhyAndExitsWithOne() {
		try (SimulatedCustomerIo customerIo = SimulatedCustomerIo.start()) {
			assertThat(run("--port=" + customerIo.port())).isOne();
			assertThat(this.err.toString()).contains("Cannot start", Integer.toString(customerIo.port()));
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void mainServesUntilTerminated() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), SimulatedCustomerIoServer.class.getName(), "--port=0")
			.redirectErrorStream(true)
			.start();
		try (BufferedReader reader = process.inputReader()) {
			String line = reader.readLine();
			while (!line.startsWith("url:")) {
				line = reader.readLine();
			}
			URI uri = URI.create(line.substring("url:".length()).trim() + "/v1/segments");
			HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", TestClient.BEARER).build();
			assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
			// unlike the process itself, its handle leaves the output open
			process.toHandle().destroy();
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(reader.lines().toList()).contains("stopped",
					"APP: 1 accepted, 0 refused, 0 failed, at most 1 in a window");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private int run(String... args) {
		return SimulatedCustomerIoServer.run(new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8), args);
	}

}
