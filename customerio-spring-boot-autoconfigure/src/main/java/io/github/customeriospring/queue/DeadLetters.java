package io.github.customeriospring.queue;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The operations that Customer.io did not take, as a store keeps them. All methods block,
 * and may be called by any thread that may.
 *
 * @since 0.1.0
 */
public interface DeadLetters {

	/**
	 * Count them.
	 * @return how many there are, by reason
	 */
	Map<String, Long> counts();

	/**
	 * List the newest.
	 * @param limit how many at most, positive
	 * @param before only those with a smaller id, {@link Long#MAX_VALUE} for all
	 * @return the letters, by descending id
	 */
	List<Letter> list(int limit, long before);

	/**
	 * Put one back into the queue, behind all that waits.
	 * @param id the letter
	 * @return whether there was such a letter
	 */
	boolean replay(long id);

	/**
	 * Put all back into the queue, the oldest first, behind all that waits.
	 * @return how many
	 */
	long replayAll();

	/**
	 * Forget one for good.
	 * @param id the letter
	 * @return whether there was such a letter
	 */
	boolean purge(long id);

	/**
	 * Forget for good what became a dead letter before a moment.
	 * @param before the moment
	 * @return how many
	 */
	long purge(Instant before);

	/**
	 * A dead letter.
	 *
	 * @param id its number
	 * @param operation the JSON of the operation, which is personal data
	 * @param reason why it was not accepted, in a few words of which there are few
	 * @param detail the same in more words, without personal data
	 * @param status the HTTP status, or {@code null} if there was no answer
	 * @param attempts how often it was in a request
	 * @param created when it was handed in
	 * @param failed when it became a dead letter
	 */
	record Letter(long id, String operation, String reason, String detail, @Nullable Integer status, int attempts,
			Instant created, Instant failed) {

		/**
		 * Describe it without the operation, which is personal.
		 */
		@Override
		public String toString() {
			return "dead letter " + this.id + " after " + this.attempts + " attempts: " + this.reason;
		}

	}

}
