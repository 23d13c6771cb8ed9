package io.github.customeriospring.benchmarks.client;

import com.google.common.util.concurrent.RateLimiter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Guava's limiter, which blocks, on a pool for that. It has no retry.
 */
@SuppressWarnings("UnstableApiUsage")
final class GuavaClient implements Client {

	private static final int THREADS = 20;

	private final Client bare;

	private final RateLimiter limiter;

	private final Scheduler pool = Schedulers.newBoundedElastic(THREADS, Integer.MAX_VALUE, "guava");

	GuavaClient(Client bare, int limit) {
		this.bare = bare;
		this.limiter = RateLimiter.create(limit);
	}

	@Override
	public Mono<Integer> send(int call) {
		return ReactorRetry
			.around(Mono.fromRunnable(this.limiter::acquire).subscribeOn(this.pool).then(this.bare.send(call)));
	}

	@Override
	public void close() {
		this.pool.dispose();
		this.bare.close();
	}

}
