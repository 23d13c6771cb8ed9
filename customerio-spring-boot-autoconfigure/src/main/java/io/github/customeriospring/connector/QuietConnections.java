package io.github.customeriospring.connector;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;
import reactor.util.context.Context;

/**
 * Connections that report errors to the caller only. Reactor Netty would also log each
 * error as a warning with a stack trace. That is up to 12 KB per attempt for as long as a
 * peer fails.
 */
final class QuietConnections implements ConnectionProvider {

	private static final Logger logger = LoggerFactory.getLogger(QuietConnections.class);

	private final ConnectionProvider connections;

	QuietConnections(ConnectionProvider connections) {
		this.connections = connections;
	}

	@Override
	public Mono<? extends Connection> acquire(TransportConfig config, ConnectionObserver observer,
			@Nullable Supplier<? extends SocketAddress> remoteAddress,
			@Nullable AddressResolverGroup<?> resolverGroup) {
		QuietObserver quiet = new QuietObserver(observer);
		// the acquirer stays subscribed, and so hears of errors, until the response is
		// there
		return Mono.fromDirect(Flux.merge(this.connections.acquire(config, quiet, remoteAddress, resolverGroup),
				quiet.broken.asMono()));
	}

	@Override
	public void disposeWhen(SocketAddress remoteAddress) {
		this.connections.disposeWhen(remoteAddress);
	}

	@Override
	public Mono<Void> disposeLater() {
		return this.connections.disposeLater();
	}

	@Override
	public boolean isDisposed() {
		return this.connections.isDisposed();
	}

	@Override
	public int maxConnections() {
		return this.connections.maxConnections();
	}

	@Override
	public @Nullable Map<SocketAddress, Integer> maxConnectionsPerHost() {
		return this.connections.maxConnectionsPerHost();
	}

	@Override
	public @Nullable String name() {
		return this.connections.name();
	}

	/**
	 * Forwards everything except errors to the other observer.
	 */
	private static final class QuietObserver implements ConnectionObserver {

		private final ConnectionObserver observer;

		private final Sinks.Empty<Connection> broken = Sinks.empty();

		private QuietObserver(ConnectionObserver observer) {
			this.observer = observer;
		}

		@Override
		public Context currentContext() {
			return this.observer.currentContext();
		}

		@Override
		public void onStateChange(Connection connection, State state) {
			this.observer.onStateChange(connection, state);
		}

		@Override
		public void onUncaughtException(Connection connection, Throwable ex) {
			if (isSignal(ex)) {
				this.observer.onUncaughtException(connection, ex);
				return;
			}
			logger.debug("{} failed: {}", connection.channel(), ex.toString());
			this.broken.tryEmitError(ex);
		}

		/** Reactor Netty uses these exceptions as internal signals. */
		private static boolean isSignal(Throwable ex) {
			return ex instanceof SslClosedEngineException || (!(ex instanceof IOException)
					&& ex.getClass().getPackageName().equals(HttpClient.class.getPackageName()));
		}

	}

}
