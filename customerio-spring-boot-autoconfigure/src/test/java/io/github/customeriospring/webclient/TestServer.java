package io.github.customeriospring.webclient;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A server that answers what no Customer.io would, and remembers what came.
 */
final class TestServer implements AutoCloseable {

	final CountDownLatch arrived = new CountDownLatch(1);

	final CountDownLatch disconnected = new CountDownLatch(1);

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final DisposableServer server;

	private TestServer(Function<HttpServerResponse, Publisher<Void>> answer) {
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			request.withConnection((connection) -> connection.onTerminate()
				.doFinally((signal) -> this.disconnected.countDown())
				.subscribe());
			return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
				this.requests
					.add(new Request(request.method().name(), request.uri(), request.requestHeaders().copy(), body));
				this.arrived.countDown();
				return Mono.from(answer.apply(response));
			});
		}).bindNow();
	}

	static TestServer answering(Function<HttpServerResponse, Publisher<Void>> answer) {
		return new TestServer(answer);
	}

	static TestServer silent() {
		return new TestServer((response) -> Mono.never());
	}

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	List<Request> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.dispose();
	}

	record Request(String method, String uri, HttpHeaders headers, String body) {

	}

}
