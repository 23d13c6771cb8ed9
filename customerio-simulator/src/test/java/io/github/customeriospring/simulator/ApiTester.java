package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

import io.github.customeriospring.simulator.http.ApiRequest;
import io.github.customeriospring.simulator.http.Json;
import io.github.customeriospring.simulator.http.Reply;
import io.github.customeriospring.simulator.rules.Assumption;
import io.github.customeriospring.simulator.workspace.Workspace;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * Calls the APIs without a network, at a time that the test tells.
 */
public final class ApiTester {

	public static final long NOW = 1_800_000_000;

	public final ManualClock clock = new ManualClock();

	public final Workspace workspace;

	public final Fixtures fixtures;

	private final Router router;

	public ApiTester(Assumption... assumptions) {
		this.workspace = new Workspace(true, this.clock, Set.of(assumptions));
		this.fixtures = new Fixtures(this.workspace.segments());
		this.router = new Router(this.workspace, this.fixtures.store(), this.clock, () -> "http://localhost");
	}

	public Answer call(String method, String uri) {
		return call(method, uri, "");
	}

	public Answer call(String method, String uri, String body) {
		return call(method, uri, body, EmptyHttpHeaders.INSTANCE);
	}

	public Answer call(String method, String uri, String body, HttpHeaders headers) {
		Reply reply = this.router.handle(ApiRequest.of(method, uri, headers, body.getBytes(StandardCharsets.UTF_8)));
		return new Answer(reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
	}

	/**
	 * Stands at {@link #NOW} until it is advanced.
	 */
	public static final class ManualClock implements InstantSource {

		private Instant now = Instant.ofEpochSecond(NOW);

		@Override
		public Instant instant() {
			return this.now;
		}

		public void advance(Duration time) {
			this.now = this.now.plus(time);
		}

	}

	/**
	 * An answer.
	 */
	public record Answer(int status, String body) {

		/**
		 * Read a part of the body.
		 * @param pointer a JSON pointer
		 * @return the part as JSON, or as plain text if it is a string or number
		 */
		public String at(String pointer) {
			JsonNode node = Json.MAPPER.readTree(this.body).at(pointer);
			return node.isValueNode() ? node.asString() : node.toString();
		}

	}

}
