package io.github.customeriospring.benchmarks.shared;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Puts a server of this machine further away: passes on what comes, each way later.
 */
final class Relay implements AutoCloseable {

	private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final long nanos;

	private final Channel server;

	/**
	 * Start to listen.
	 * @param port of the server
	 * @param oneWay how long a way takes
	 */
	Relay(int port, Duration oneWay) {
		this.nanos = oneWay.toNanos();
		this.server = new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.AUTO_READ, false)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel client) {
					connect(client, port);
				}

			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.syncUninterruptibly()
			.channel();
	}

	private void connect(Channel client, int port) {
		Channel target = new Bootstrap().group(client.eventLoop())
			.channel(NioSocketChannel.class)
			.handler(new To(client))
			.connect(InetAddress.getLoopbackAddress(), port)
			.addListener((connected) -> client.config().setAutoRead(true))
			.channel();
		client.pipeline().addLast(new To(target));
	}

	int port() {
		return ((InetSocketAddress) this.server.localAddress()).getPort();
	}

	@Override
	public void close() {
		this.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	/** The timers of one event loop keep the order. */
	private final class To extends ChannelInboundHandlerAdapter {

		private final Channel other;

		To(Channel other) {
			this.other = other;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object bytes) {
			later(context, () -> this.other.writeAndFlush(bytes));
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			later(context, this.other::close);
		}

		private void later(ChannelHandlerContext context, Runnable action) {
			context.executor().schedule(action, Relay.this.nanos, TimeUnit.NANOSECONDS);
		}

	}

}
