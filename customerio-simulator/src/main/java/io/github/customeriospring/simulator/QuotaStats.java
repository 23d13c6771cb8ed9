package io.github.customeriospring.simulator;

/**
 * What happened to the requests of one quota; the three counts add up to the arrivals.
 *
 * @param accepted requests answered with success (or accepted and then reset)
 * @param refused requests the limit itself answered with 429
 * @param failed all others: scripted and random faults, wrong credentials, invalid
 * requests
 * @param mostInAnyWindow the most arrivals the limit let through in any sliding window,
 * invalid ones included, measured apart from the decision
 * @since 0.1.0
 */
public record QuotaStats(long accepted, long refused, long failed, int mostInAnyWindow) {
}
