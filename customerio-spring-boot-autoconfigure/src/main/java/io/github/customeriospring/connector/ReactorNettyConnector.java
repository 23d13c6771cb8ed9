package io.github.customeriospring.connector;

import java.time.Duration;

import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * Settings that are specific to Reactor Netty.
 */
final class ReactorNettyConnector {

	/**
	 * Shorter than the idle timeout of common load balancers, which reset idle
	 * connections.
	 */
	private static final Duration MAX_IDLE = Duration.ofSeconds(50);

	private ReactorNettyConnector() {
	}

	static CustomerIoConnector of(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings) {
		ConnectionProvider connections = new QuietConnections(ConnectionProvider.builder("customerio")
			// the waiting line is the limit; the default of 16 allows only 50 a second at
			// 300 ms
			.maxConnections(Integer.MAX_VALUE)
			.pendingAcquireMaxCount(-1)
			.maxIdleTime(MAX_IDLE)
			.build());
		return new CustomerIoConnector(builder.withHttpClientFactory(() -> HttpClient.create(connections))
			.withHttpClientCustomizer(ReactorNettyConnector::tuned)
			.build(settings), connections::dispose);
	}

	private static HttpClient tuned(HttpClient client) {
		// Reactor Netty's silent second attempt would bypass the rate limit and could
		// send twice
		return client.disableRetry(true)
			.doOnChannelInit((observer, channel, address) -> channel.pipeline()
				.addBefore(NettyPipeline.ReactiveBridge, "customerio.odd-responses", new OddResponses()));
	}

}
