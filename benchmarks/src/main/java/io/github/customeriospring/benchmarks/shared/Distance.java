package io.github.customeriospring.benchmarks.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Puts an instance further away from Customer.io and Redis: what a connection carries
 * comes later, each way.
 *
 * @param customerIo one way to Customer.io
 * @param redis one way to Redis
 */
record Distance(Duration customerIo, Duration redis) {

	static final Distance NONE = new Distance(Duration.ZERO, Duration.ZERO);

	void register(GenericApplicationContext context) {
		context.registerBean(ClientHttpConnectorBuilderCustomizer.class, this::http);
		context.registerBean(ClientResourcesBuilderCustomizer.class,
				() -> (resources) -> resources.nettyCustomizer(new NettyCustomizer() {

					@Override
					public void afterChannelInitialized(Channel channel) {
						delay(channel, Distance.this.redis);
					}

				}));
	}

	private ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> http() {
		return (builder) -> builder.withHttpClientCustomizer(
				(client) -> client.doOnChannelInit((observer, channel, address) -> delay(channel, this.customerIo)));
	}

	private static void delay(Channel channel, Duration oneWay) {
		if (!oneWay.isZero()) {
			channel.pipeline().addFirst(new Delay(oneWay.toNanos()));
		}
	}

	/** The timers of an event loop keep the order. */
	private static final class Delay extends ChannelDuplexHandler {

		private final long nanos;

		Delay(long nanos) {
			this.nanos = nanos;
		}

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			later(context, () -> context.write(message, promise));
		}

		@Override
		public void flush(ChannelHandlerContext context) {
			later(context, context::flush);
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			later(context, () -> context.fireChannelRead(message));
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			later(context, context::fireChannelReadComplete);
		}

		private void later(ChannelHandlerContext context, Runnable action) {
			context.executor().schedule(action, this.nanos, TimeUnit.NANOSECONDS);
		}

	}

}
