package io.github.customeriospring.connector;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Skips informational responses such as 103, which Reactor Netty mistakes for the final
 * response. Closes connections that deliver a body where HTTP allows none, because its
 * bytes would be read as the next response.
 */
final class OddResponses extends ChannelInboundHandlerAdapter {

	private boolean skipping;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			this.skipping = isNotice(response.status());
			if (isWithoutBody(response.status()) && announcesBody(response)) {
				response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
			}
		}
		if (!this.skipping) {
			context.fireChannelRead(message);
			return;
		}
		ReferenceCountUtil.release(message);
		if (message instanceof LastHttpContent) {
			context.read();
		}
	}

	/** Reactor Netty skips 100 itself, and 101 switches the protocol. */
	private static boolean isNotice(HttpResponseStatus status) {
		return status.codeClass() == HttpStatusClass.INFORMATIONAL && !status.equals(HttpResponseStatus.CONTINUE)
				&& !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
	}

	private static boolean isWithoutBody(HttpResponseStatus status) {
		return status.equals(HttpResponseStatus.NO_CONTENT);
	}

	private static boolean announcesBody(HttpResponse response) {
		return HttpUtil.isTransferEncodingChunked(response) || HttpUtil.getContentLength(response, 0L) > 0;
	}

}
