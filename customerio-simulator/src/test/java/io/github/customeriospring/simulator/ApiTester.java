package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.customeriospring.simulator.workspace.Workspace;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * Calls the APIs without a network, at a time that the test tells.
 */
final class ApiTester {

	static final long NOW = 1_800_000_000;

	final ManualClock clock = new ManualClock();

	final Workspace workspace;

	final Fixtures fixtures = new Fixtures();

	private final Router router;

	ApiTester() {
		this.workspace = new Workspace(true, this.clock);
		this.router = new Router(this.workspace, this.fixtures, this.clock, () -> "http://localhost");
	}

	Answer call(String method, String uri) {
		return call(method, uri, "");
	}

	Answer call(String method, String uri, String body) {
		return call(method, uri, body, EmptyHttpHeaders.INSTANCE);
	}

	Answer call(String method, String uri, String body, HttpHeaders headers) {
		Reply reply = this.router.handle(ApiRequest.of(method, uri, headers, body.getBytes(StandardCharsets.UTF_8)));
		return new Answer(reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
	}

	/**
	 * Stands at {@link #NOW} until it is advanced.
	 */
	static final class ManualClock implements InstantSource {

		private Instant now = Instant.ofEpochSecond(NOW);

		@Override
		public Instant instant() {
			return this.now;
		}

		void advance(Duration time) {
			this.now = this.now.plus(time);
		}

	}

	/**
	 * An answer.
	 */
	record Answer(int status, String body) {

		/**
		 * Read a part of the body.
		 * @param pointer a JSON pointer
		 * @return the part as JSON, or as plain text if it is a string or number
		 */
		String at(String pointer) {
			JsonNode node = Json.MAPPER.readTree(this.body).at(pointer);
			return node.isValueNode() ? node.asString() : node.toString();
		}

	}

}
