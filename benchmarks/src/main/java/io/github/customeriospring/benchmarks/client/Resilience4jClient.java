package io.github.customeriospring.benchmarks.client;

import java.time.Duration;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import reactor.core.publisher.Mono;

/**
 * Resilience4j's Reactor operators, the retry outside with its defaults (3 attempts, 500
 * ms apart), as its guide shows. Callers may wait an hour, so that none is refused.
 */
final class Resilience4jClient implements Client {

	private final Client bare;

	private final RateLimiter limiter;

	private final Retry retry = Retry.ofDefaults("peer");

	Resilience4jClient(Client bare, int limit, Duration period) {
		this.bare = bare;
		this.limiter = RateLimiter.of("peer",
				RateLimiterConfig.custom()
					.limitForPeriod(limit)
					.limitRefreshPeriod(period)
					.timeoutDuration(Duration.ofHours(1))
					.build());
	}

	@Override
	public Mono<Integer> send(int call) {
		return this.bare.send(call)
			.transformDeferred(RateLimiterOperator.of(this.limiter))
			.transformDeferred(RetryOperator.of(this.retry));
	}

	@Override
	public void close() {
		this.bare.close();
	}

}
