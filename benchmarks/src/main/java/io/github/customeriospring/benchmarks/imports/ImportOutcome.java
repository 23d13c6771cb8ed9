package io.github.customeriospring.benchmarks.imports;

/**
 * An import, and what it did to the live calls beside it.
 *
 * @param people how many were imported
 * @param failed how many of them were not accepted
 * @param requests how many requests carried them
 * @param seconds how long it took
 * @param liveCalls how many live calls were made meanwhile
 * @param liveFailed how many of them failed
 * @param medianMillis what half of the live calls took at most, with 20 ms of service
 * @param p99Millis what 99 % of them took at most
 * @param slowestMillis what the slowest took
 */
public record ImportOutcome(int people, int failed, long requests, double seconds, int liveCalls, int liveFailed,
		double medianMillis, double p99Millis, double slowestMillis) {

}
