package io.github.customeriospring.simulator;

/**
 * The outcomes of a quota's requests. The three counts add up to the number of arrivals.
 *
 * @param accepted requests with a success response, or accepted and then reset
 * @param refused requests that the rate limit refused with 429
 * @param failed all other requests: faults, wrong credentials, invalid requests
 * @param mostInAnyWindow the maximum number of requests, including invalid ones, that
 * passed the rate limit in any sliding window. It is measured independently of the
 * limit's decisions
 * @since 0.1.0
 */
public record QuotaStats(long accepted, long refused, long failed, int mostInAnyWindow) {
}
