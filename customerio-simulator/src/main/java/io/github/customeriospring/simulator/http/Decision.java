package io.github.customeriospring.simulator.http;

/**
 * What to do with a request that has arrived.
 *
 * @param reply the answer
 * @param reset whether the connection is reset in its place
 * @param delayNanos service time beyond the usual
 */
public record Decision(Reply reply, boolean reset, long delayNanos) {

	public static Decision of(Reply reply) {
		return new Decision(reply, false, 0);
	}

	/**
	 * The status that the sender sees.
	 * @return the status, 0 if the connection is reset
	 */
	public int status() {
		return this.reset ? 0 : this.reply.status();
	}

}
