package io.github.customeriospring.queue;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a queue looks like at a moment. Counts are of operations since the start.
 *
 * @param queued how many wait, those of a request that waits for a permit included
 * @param inFlight how many are in a request that has left
 * @param waiting how many wait for room in a full queue
 * @param sent how many were accepted
 * @param failed how many ended without being accepted
 * @param rejected how many were not let in
 * @param bytes how much memory those take that wait or are under way, estimated
 * @param paused whether the queue is paused
 * @param hold since when and why nothing gets through, or {@code null} if it does
 * @param oldest the age of the oldest operation that has no outcome yet, zero if there is
 * none
 * @since 0.1.0
 */
public record QueueStats(int queued, int inFlight, int waiting, long sent, long failed, long rejected, long bytes,
		boolean paused, @Nullable Hold hold, Duration oldest) {

	/**
	 * Nothing gets through to Customer.io, so the queue keeps everything and asks from
	 * time to time.
	 *
	 * @param duration for how long
	 * @param attempts how often Customer.io was asked since then
	 * @param reason what the last answer was, without personal data
	 */
	public record Hold(Duration duration, int attempts, String reason) {

	}

}
