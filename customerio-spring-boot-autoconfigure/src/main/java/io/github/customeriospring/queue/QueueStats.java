package io.github.customeriospring.queue;

/**
 * What a queue looks like at a moment. Counts are of operations since the start.
 *
 * @param queued how many wait
 * @param inFlight how many are in a request under way
 * @param sent how many were accepted
 * @param failed how many were not accepted in the end
 * @param rejected how many found the queue full
 * @param bytes how large the JSON of those that wait or are under way is together
 * @param paused whether the queue is paused
 * @since 0.1.0
 */
public record QueueStats(int queued, int inFlight, long sent, long failed, long rejected, long bytes, boolean paused) {

}
