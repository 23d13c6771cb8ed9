package io.github.customeriospring.connector;

import java.time.Duration;

import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * What only Reactor Netty has.
 */
final class ReactorNettyConnector {

	/** Below the idle timeout of common load balancers, which reset such connections. */
	private static final Duration MAX_IDLE = Duration.ofSeconds(50);

	private ReactorNettyConnector() {
	}

	static CustomerIoConnector of(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings) {
		ConnectionProvider connections = new QuietConnections(ConnectionProvider.builder("customerio")
			// the waiting line is the bound; 16 by default, 50 a second at 300 ms
			.maxConnections(Integer.MAX_VALUE)
			.pendingAcquireMaxCount(-1)
			.maxIdleTime(MAX_IDLE)
			.build());
		return new CustomerIoConnector(builder.withHttpClientFactory(() -> HttpClient.create(connections))
			.withHttpClientCustomizer(ReactorNettyConnector::tuned)
			.build(settings), connections::dispose);
	}

	private static HttpClient tuned(HttpClient client) {
		// its silent second attempt would take no permit and could send twice
		return client.disableRetry(true)
			.doOnChannelInit((observer, channel, address) -> channel.pipeline()
				.addBefore(NettyPipeline.ReactiveBridge, "customerio.odd-responses", new OddResponses()));
	}

}
