package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

import io.github.customeriospring.simulator.workspace.Workspace;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * Calls the APIs without a network, at a fixed time.
 */
final class ApiTester {

	static final long NOW = 1_800_000_000;

	final Workspace workspace;

	final Fixtures fixtures = new Fixtures();

	private final Router router;

	ApiTester() {
		InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(NOW));
		this.workspace = new Workspace(true, clock);
		this.router = new Router(this.workspace, this.fixtures, clock, () -> "http://localhost");
	}

	Answer call(String method, String uri) {
		return call(method, uri, "");
	}

	Answer call(String method, String uri, String body) {
		Reply reply = this.router
			.handle(ApiRequest.of(method, uri, EmptyHttpHeaders.INSTANCE, body.getBytes(StandardCharsets.UTF_8)));
		return new Answer(reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
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
