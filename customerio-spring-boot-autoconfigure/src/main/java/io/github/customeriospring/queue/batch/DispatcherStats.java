package io.github.customeriospring.queue.batch;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.customeriospring.CustomerIoException;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatcher looks like at a moment.
 *
 * @param queued operations that have not left, those waiting for a permit included
 * @param inFlight operations in a request that has left
 * @param waiting operations that wait for room
 * @param sent accepted operations
 * @param failed operations that ended otherwise
 * @param requests requests made, repetitions included
 * @param bytes what all take, also beside their JSON
 * @param oldest the age of the oldest operation, zero if there is none
 * @param fillLevel the share of the bounds that is taken, from 0 to 1
 * @param paused whether nothing is sent
 * @param holding for how long nothing gets through, or {@code null} if it does
 * @param probes how often Customer.io was asked in that time
 * @param cause why nothing gets through, or {@code null} if it does
 * @since 0.1.0
 */
public record DispatcherStats(int queued, int inFlight, int waiting, long sent, long failed, long requests, long bytes,
		Duration oldest, double fillLevel, boolean paused, @Nullable Duration holding, int probes,
		@Nullable CustomerIoException cause) {

	/** Of operations in their order, the first of each group is its oldest. */
	static Duration oldest(long now, Stream<QueuedOperation> firsts) {
		return Duration.ofNanos(firsts.mapToLong((first) -> now - first.sinceNanos()).max().orElse(0));
	}

}
