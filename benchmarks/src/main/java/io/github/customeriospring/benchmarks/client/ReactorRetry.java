package io.github.customeriospring.benchmarks.client;

import java.time.Duration;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * For peers that have no retry: the one that Reactor's guide shows.
 */
final class ReactorRetry {

	private static final int RETRIES = 3;

	private ReactorRetry() {
	}

	static <T> Mono<T> around(Mono<T> attempt) {
		return attempt.retryWhen(Retry.backoff(RETRIES, Duration.ofSeconds(1)));
	}

}
