package io.github.customeriospring.simulator.http;

/**
 * The decision on a request that has arrived.
 *
 * @param reply the response
 * @param ending how the response is sent
 * @param delayNanos the additional service time
 */
public record Decision(Reply reply, Ending ending, long delayNanos) {

	public static Decision of(Reply reply) {
		return new Decision(reply, Ending.ANSWER, 0);
	}

	public static Decision of(Reply reply, Ending ending) {
		return new Decision(reply, ending, 0);
	}

	/**
	 * The status that the client receives.
	 * @return the status, 0 if there is no complete response
	 */
	public int status() {
		return (this.ending == Ending.ANSWER) ? this.reply.status() : 0;
	}

	/**
	 * How a response is sent.
	 */
	public enum Ending {

		/**
		 * The response is sent.
		 */
		ANSWER,

		/**
		 * The connection is reset instead.
		 */
		RESET,

		/**
		 * Part of the response is sent, then the connection is closed.
		 */
		CUT,

		/**
		 * The response is never sent.
		 */
		SILENCE

	}

}
