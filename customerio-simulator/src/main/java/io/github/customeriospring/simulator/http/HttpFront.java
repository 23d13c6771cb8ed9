package io.github.customeriospring.simulator.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The HTTP server with its simulated network. It delays a request, decides on it, waits
 * for the service time, and delays the response. All delays use timers of the
 * connection's event loop.
 */
public final class HttpFront {

	private static final byte[] NO_BODY = new byte[0];

	// identifiers may have 150 bytes, all percent-encoded, and queries contain addresses
	private static final int MAX_LINE_BYTES = 16 * 1024;

	private final Function<ApiRequest, Decision> gate;

	private final long serviceNanos;

	private final LoopResources loops;

	private final HttpServer server;

	private final int port;

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final CountDownLatch closed = new CountDownLatch(1);

	// guards 'listening'
	private final Object lock = new Object();

	private @Nullable DisposableServer listening;

	private volatile boolean refusing;

	private volatile LongSupplier networkNanos;

	/**
	 * Start the server.
	 * @param port the port, 0 for a free one
	 * @param serviceTime the time between the arrival of a request and its response
	 * @param networkNanos supplies the delay of each request and response
	 * @param gate decides on a request at the moment it arrives
	 */
	public HttpFront(int port, Duration serviceTime, LongSupplier networkNanos, Function<ApiRequest, Decision> gate) {
		this.gate = gate;
		this.serviceNanos = serviceTime.toNanos();
		this.networkNanos = networkNanos;
		this.loops = LoopResources.create("simulated-customerio", 1,
				Math.min(4, Runtime.getRuntime().availableProcessors()), true);
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.runOn(this.loops)
			.option(ChannelOption.SO_BACKLOG, 4096)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.httpRequestDecoder((spec) -> spec.maxInitialLineLength(MAX_LINE_BYTES))
			.doOnChannelInit((observer, channel, address) -> connected(channel))
			.handle(this::handle);
		try {
			this.listening = this.server.port(port).bindNow();
			this.port = this.listening.port();
		}
		catch (RuntimeException ex) {
			this.loops.dispose();
			throw ex;
		}
	}

	public int port() {
		return this.port;
	}

	public void network(LongSupplier networkNanos) {
		this.networkNanos = networkNanos;
	}

	/**
	 * Stop listening and reset all connections. New connections are refused.
	 */
	public void refuseConnections() {
		synchronized (this.lock) {
			this.refusing = true;
			if (this.listening != null) {
				this.listening.disposeNow();
				this.listening = null;
			}
		}
		this.connections.forEach(HttpFront::reset);
	}

	/**
	 * Listen again on the same port.
	 */
	public void acceptConnections() {
		synchronized (this.lock) {
			this.refusing = false;
			if (this.listening == null && this.closed.getCount() > 0) {
				this.listening = this.server.port(this.port).bindNow();
			}
		}
	}

	private void connected(Channel channel) {
		this.connections.add(channel);
		if (this.refusing) {
			reset(channel);
		}
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		AtomicReference<Channel> holder = new AtomicReference<>();
		request.withConnection((connection) -> holder.set(connection.channel()));
		Channel channel = Objects.requireNonNull(holder.get());
		return request.receive()
			.aggregate()
			.asByteArray()
			.defaultIfEmpty(NO_BODY)
			.flatMap((body) -> travel(request, response, channel, body));
	}

	private Mono<Void> travel(HttpServerRequest request, HttpServerResponse response, Channel channel, byte[] body) {
		ApiRequest whole = ApiRequest.of(request.method().name(), request.uri(), request.requestHeaders(), body);
		long nanos = this.networkNanos.getAsLong();
		return (nanos == 0) ? serve(this.gate.apply(whole), response, channel)
				: arriveLater(whole, channel, nanos).flatMap((decision) -> serve(decision, response, channel));
	}

	/**
	 * Cancelling does not stop the timer: a request in flight arrives even if the client
	 * closes the connection.
	 */
	private Mono<Decision> arriveLater(ApiRequest request, Channel channel, long nanos) {
		return Mono.create((sink) -> channel.eventLoop()
			.schedule(() -> sink.success(this.gate.apply(request)), nanos, TimeUnit.NANOSECONDS));
	}

	private Mono<Void> serve(Decision decision, HttpServerResponse response, Channel channel) {
		long nanos = this.serviceNanos + decision.delayNanos() + this.networkNanos.getAsLong();
		return (nanos == 0) ? answer(decision, response, channel)
				: after(nanos, channel).then(Mono.defer(() -> answer(decision, response, channel)));
	}

	private static Mono<Void> answer(Decision decision, HttpServerResponse response, Channel channel) {
		return switch (decision.ending()) {
			case ANSWER -> answer(decision.reply(), response);
			case RESET -> {
				reset(channel);
				yield Mono.never();
			}
			case CUT -> {
				cut(decision.reply(), channel);
				yield Mono.never();
			}
			case SILENCE -> Mono.never();
		};
	}

	private static void reset(Channel channel) {
		// closing with linger 0 sends RST instead of FIN
		channel.config().setOption(ChannelOption.SO_LINGER, 0);
		channel.close();
	}

	/**
	 * Announce one more byte than is sent.
	 */
	private static void cut(Reply reply, Channel channel) {
		String head = "HTTP/1.1 %d Cut\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(reply.status(),
				reply.contentType(), reply.body().length + 1);
		ByteBuf start = Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), reply.body());
		// before the codec, which would not write an incomplete response
		Objects.requireNonNull(channel.pipeline().context(NettyPipeline.HttpCodec))
			.writeAndFlush(start)
			.addListener(ChannelFutureListener.CLOSE);
	}

	private static Mono<Void> answer(Reply reply, HttpServerResponse response) {
		response.status(reply.status());
		reply.headers().forEach(response::header);
		if (reply.body().length == 0) {
			if (reply.status() != 204) {
				response.header(HttpHeaderNames.CONTENT_LENGTH, "0");
			}
			return response.send();
		}
		response.header(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
		return response.sendObject(Unpooled.wrappedBuffer(reply.body())).then();
	}

	private static Mono<Void> after(long nanos, Channel channel) {
		return Mono.create((sink) -> {
			Future<?> timer = channel.eventLoop().schedule(() -> sink.success(), nanos, TimeUnit.NANOSECONDS);
			sink.onCancel(() -> timer.cancel(false));
		});
	}

	/**
	 * Stop listening and close all connections.
	 */
	public void close() {
		synchronized (this.lock) {
			this.closed.countDown();
			if (this.listening != null) {
				this.listening.disposeNow(Duration.ofSeconds(2));
				this.listening = null;
			}
		}
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(Duration.ofSeconds(3));
	}

	/**
	 * Wait until the server is closed, or until the thread is interrupted.
	 */
	public void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
