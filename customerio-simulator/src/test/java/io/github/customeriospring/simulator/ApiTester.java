package io.github.customeriospring.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

import io.github.customeriospring.simulator.workspace.Workspace;
import io.netty.handler.codec.http.EmptyHttpHeaders;

/**
 * Calls the APIs without a network, at a fixed time.
 */
final class ApiTester {

	static final long NOW = 1_800_000_000;

	final Workspace workspace;

	private final Router router;

	ApiTester() {
		InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(NOW));
		this.workspace = new Workspace(true, clock);
		this.router = new Router(this.workspace, clock);
	}

	Answer call(String method, String uri) {
		return call(method, uri, "");
	}

	Answer call(String method, String uri, String body) {
		Reply reply = this.router
			.handle(ApiRequest.of(method, uri, EmptyHttpHeaders.INSTANCE, body.getBytes(StandardCharsets.UTF_8)));
		return new Answer(reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
	}

	record Answer(int status, String body) {

	}

}
