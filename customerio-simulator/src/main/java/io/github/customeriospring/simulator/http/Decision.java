package io.github.customeriospring.simulator.http;

/**
 * What to do with a request that has arrived.
 *
 * @param reply the answer
 * @param ending what becomes of the answer
 * @param delayNanos service time beyond the usual
 */
public record Decision(Reply reply, Ending ending, long delayNanos) {

	public static Decision of(Reply reply) {
		return new Decision(reply, Ending.ANSWER, 0);
	}

	public static Decision of(Reply reply, Ending ending) {
		return new Decision(reply, ending, 0);
	}

	/**
	 * The status that the sender sees.
	 * @return the status, 0 if there is no whole answer
	 */
	public int status() {
		return (this.ending == Ending.ANSWER) ? this.reply.status() : 0;
	}

	/**
	 * What becomes of an answer.
	 */
	public enum Ending {

		/**
		 * It is sent.
		 */
		ANSWER,

		/**
		 * The connection is reset in its place.
		 */
		RESET,

		/**
		 * Half of it is sent, then the connection is closed.
		 */
		CUT,

		/**
		 * It never comes.
		 */
		SILENCE

	}

}
