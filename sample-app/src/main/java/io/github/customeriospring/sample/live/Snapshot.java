package io.github.customeriospring.sample.live;

import java.util.Map;

import io.github.customeriospring.queue.QueueStats;
import io.github.customeriospring.ratelimit.window.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of one moment. Counts are since the start of the application.
 *
 * @param millis when, on a clock that only goes forward
 * @param quotas the quotas by their id
 * @param queue the queue
 * @param batches the requests that carried several operations
 * @param operations how many operations they carried
 * @param retries the calls that were sent again
 * @param simulation what happens in the simulated Customer.io, {@code null} with a real
 * one
 */
record Snapshot(long millis, Map<String, Line> quotas, QueueStats queue, long batches, long operations, long retries,
		@Nullable Simulated simulation) {

	/**
	 * A quota and who waits for it.
	 *
	 * @param limit the most requests in a window
	 * @param windowMillis the window
	 * @param effectiveLimit the limit in force, lower after 429s
	 * @param waiting the calls that wait
	 * @param inFlight the most calls under way at once since the last snapshot
	 * @param paused whether somebody paused it by hand
	 * @param pauseMillis how long the server wants nothing
	 * @param perSecond requests accepted a second
	 * @param accepted the accepted requests
	 * @param throttled the answers with 429
	 * @param sharing how the limit is shared with other instances, {@code null} if it is
	 * not
	 */
	record Line(int limit, long windowMillis, int effectiveLimit, int waiting, int inFlight, boolean paused,
			long pauseMillis, double perSecond, long accepted, long throttled, @Nullable Sharing sharing) {

	}

	/**
	 * What only the simulated Customer.io knows.
	 *
	 * @param mostInAnyWindow the most requests of the Track quota that it let through in
	 * any window
	 * @param troubles the milliseconds that troubles have left
	 * @param burst what became of the last burst
	 * @param fixedWindow what became of it with a fixed window, {@code null} if it was
	 * not compared
	 * @param fixedWindowPerSecond what the server of the fixed window accepts a second
	 */
	record Simulated(int mostInAnyWindow, Map<Trouble, Long> troubles, Tally.Counts burst,
			Tally.@Nullable Counts fixedWindow, double fixedWindowPerSecond) {

	}

}
