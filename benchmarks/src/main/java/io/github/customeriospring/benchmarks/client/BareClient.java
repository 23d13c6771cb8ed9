package io.github.customeriospring.benchmarks.client;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The bare web client that all peers send with. It has no limit and no retry; an answer
 * that is no success is an error.
 */
public final class BareClient implements Client {

	private final ConnectionProvider connections = ConnectionProvider.builder("bare")
		.pendingAcquireMaxCount(-1)
		.build();

	private final WebClient client;

	/**
	 * Create a client.
	 * @param url where the server listens
	 * @param departures told when calls leave
	 */
	public BareClient(String url, ExchangeFilterFunction departures) {
		this.client = WebClient.builder()
			// as ours: no silent second attempt
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.connections).disableRetry(true)))
			.baseUrl(url)
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.filter(departures)
			.build();
	}

	@Override
	public Mono<Integer> send(int call) {
		return this.client.post()
			.uri("/api/v2/entity")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Body.of(call).toBytes())
			.retrieve()
			.toBodilessEntity()
			.thenReturn(call)
			.contextWrite((context) -> Departures.numbered(context, call));
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

}
