package io.github.customeriospring.benchmarks.client;

import java.time.Duration;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RateLimiter;
import dev.failsafe.RateLimiterBuilder;
import dev.failsafe.RetryPolicy;
import reactor.core.publisher.Mono;

/**
 * Failsafe's asynchronous executor with a retry policy around a rate limiter.
 */
final class FailsafeClient implements Client {

	private final Client bare;

	private final FailsafeExecutor<Integer> executor;

	FailsafeClient(Client bare, RateLimiterBuilder<Integer> limiter) {
		this.bare = bare;
		RetryPolicy<Integer> retry = RetryPolicy.<Integer>builder()
			.withMaxRetries(3)
			.withDelay(Duration.ofSeconds(1))
			.build();
		RateLimiter<Integer> waiting = limiter.withMaxWaitTime(Duration.ofHours(1)).build();
		this.executor = Failsafe.with(retry, waiting);
	}

	@Override
	public Mono<Integer> send(int call) {
		return Mono.fromFuture(() -> this.executor.getStageAsync(() -> this.bare.send(call).toFuture()));
	}

	@Override
	public void close() {
		this.bare.close();
	}

}
